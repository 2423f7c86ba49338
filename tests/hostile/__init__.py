"""What perr must withstand: texts, queries and files of suites that others wrote or described, through every command.

Where each comes from, under which licence, and how many there are, is said in SECURITY.md.
"""
