"""Documents of town halls read: which file is of which kind, and what is printed in it."""
