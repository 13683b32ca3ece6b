"""What is typed: settings, arguments, questions, completion and lines of a file."""
