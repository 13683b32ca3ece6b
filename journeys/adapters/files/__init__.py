"""Files: registers, exports, a municipality's settings, a law file and the master key."""
