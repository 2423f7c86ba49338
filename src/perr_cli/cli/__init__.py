"""The command line: what people type, and the status that they get back."""
