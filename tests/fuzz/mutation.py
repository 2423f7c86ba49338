"""A valid input changed at random: always the same for the same random numbers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from random import Random

from tests.hostile import files, strings

PIECES = (
    *(text.encode("utf-8", "surrogatepass") for text in (*files.YAML, *strings.ALL) if len(text) < 200),
    *(b"\n", b"  ", b"- ", b": ", b"themes:", b"objectives:", b"actions:", b"- text: ", b"# ", b"| ", "→ ".encode()),
    *(b"\xff", b"\x00", b"</", b"&#", b"0", b"9" * 20),
)
"""What is put in: whatever something obeys, and what a protocol is made of."""


def mutated(seeds: Sequence[bytes], random: Random) -> bytes:
    """One of the seeds with one to eight changes. Of a ZIP, one of its files is changed, more often than its bytes."""
    data = random.choice(seeds)
    if data.startswith(b"PK") and random.random() < 0.8:
        return _packed(data, random)
    return _changed(data, seeds, random)


def _packed(data: bytes, random: Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    changed = random.choice([name for name in members if name.endswith((".xml", ".rels"))])
    if "word/document.xml" in members and random.random() < 0.7:
        changed = "word/document.xml"
    members[changed] = _changed(members[changed], list(members.values()), random)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _changed(data: bytes, others: Sequence[bytes], random: Random) -> bytes:
    for _ in range(random.choice((1, 1, 1, 2, 3, 8))):
        start = random.randrange(len(data) + 1)
        end = min(len(data), start + random.choice((0, 0, 1, 1, 2, 8, 40, 400)))
        other = random.choice(others)
        place = random.randrange(len(other) + 1)
        put = random.choice(
            (
                b"",
                bytes([random.randrange(256)]),
                random.choice(PIECES),
                random.choice(PIECES),
                other[place : place + random.choice((1, 8, 40, 400))],
                data[start:end] * random.choice((2, 3, 50)),
            )
        )
        data = data[:start] + put + data[end:]
    return data
