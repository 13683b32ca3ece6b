"""What is asked: pure functions of one history, and the SQL that asks across journeys."""
