"""Somebody reads all that was ever published, and tries to learn of few people, or of one."""
