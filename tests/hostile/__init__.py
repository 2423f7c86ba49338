"""What perr must withstand: texts, queries and files of suites that others wrote or described, through every command.

Where each comes from, under which licence, and how many there are, is said in SECURITY.md. What takes a call a text is
done for a third of them, another third in each place, unless the environment says `HOSTILE=all`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")


def share(of: Sequence[_T], number: int) -> Sequence[_T]:
    """What the place of this number takes of them."""
    return of if os.environ.get("HOSTILE") == "all" else of[number % 3 :: 3]
