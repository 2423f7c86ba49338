"""perr: the French urban policy protocols (PERR) of 2019 as data that can be searched and compared."""

__version__ = "0.1.0"
