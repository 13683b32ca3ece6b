"""Importers: tables of other registers become decisions; every fault is named before any of it."""
