"""A report, a module a manner; each has a `write` that is a `Formatter`.

To add a manner: a module here, and a line in `MANNERS`.
"""

from __future__ import annotations

from collections.abc import Mapping

MANNERS: Mapping[str, str] = {
    ".html": "report.html",
    ".xlsx": "report.xlsx",
    ".docx": "report.docx",
    ".md": "report.markdown",
}
"""The ending of the file that is asked for → the format, as `exporters.formatter` takes it."""
