"""What is printed: views as text, tables, errors and progress."""
