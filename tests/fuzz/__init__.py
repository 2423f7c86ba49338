"""Inputs that nobody thought of: valid ones changed at random, and a law that must hold for every one of them.

`test_budget` gives each target a fixed number of them. `python -m tests.fuzz` goes on for as long as it is told to, and
with `--guided` looks for inputs that reach code which none before them did.
"""
