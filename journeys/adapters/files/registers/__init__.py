"""Importers: tables of registers become decisions; all faults are found before any is made."""
