"""What the index has for a comparison: the vectors of commitments, and by which words their concepts stand in them."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from perr_cli.errors import UnusableData
from perr_cli.index import Filters, Index, some
from perr_cli.items import Item
from perr_cli.language import _

MOST = 2_000
"""The most commitments of a protocol: a comparison takes time by the square of it. Documents have about a hundred."""

Place = tuple[str, int, int, bool]
"""The id of an entry, from which piece of a text to which it stands there, and whether as a part of a sign only."""


def check(commitments: Iterable[Item]) -> None:
    """Raises `UnusableData` where a protocol has more of these commitments than can be compared."""
    for ref, count in Counter(item.protocol for item in commitments).items():
        if count > MOST:
            raise UnusableData(
                _("{commune} has {count} commitments; at most {most} of a protocol can be compared").format(
                    commune=ref, count=count, most=MOST
                ),
                _("make several protocols of it, each with its `id` or `edition`"),
            )


def vectors(index: Index, filters: Filters) -> dict[str, dict[str, int]]:
    """Id → vector (see `vectors`) of every commitment that the filters keep."""
    return {name: vector for name, _, _, vector in rows(index, filters)}


def rows(index: Index, filters: Filters) -> Iterator[tuple[str, str, str, dict[str, int]]]:
    """(id, protocol ref, theme, vector) of every commitment that the filters keep, in the order of the corpus."""
    condition, values = filters.sql()
    sql = f"""SELECT item.id, protocol.ref, item.theme, vector.data FROM vector JOIN item ON item.n = vector.item
        JOIN protocol ON protocol.n = item.protocol WHERE {condition} ORDER BY item.n"""
    for name, ref, theme, data in index.connection.execute(sql, values):
        yield name, ref, theme, json.loads(data)


def places(index: Index, ids: Sequence[str]) -> dict[str, list[Place]]:
    """Id of a commitment → where entries stand in it."""
    found: dict[str, list[Place]] = {}
    for asked in some(ids):
        sql = f"""SELECT item.id, vector.places FROM vector JOIN item ON item.n = vector.item
            WHERE item.id IN ({",".join("?" * len(asked))})"""
        for name, data in index.rows(sql, asked):
            found[name] = [(entry, start, end, sign) for entry, start, end, sign in json.loads(data)]
    return found


def near(index: Index, ids: Iterable[str]) -> dict[str, frozenset[str]]:
    """Id of an entry → itself and what else a mention of it tells: what is broader or related."""
    found: dict[str, set[str]] = {name: {name} for name in ids}
    for asked in some(list(found)):
        sql = f"SELECT entry, other FROM near WHERE entry IN ({','.join('?' * len(asked))})"
        for name, other in index.rows(sql, asked):
            found[name].add(other)
    return {name: frozenset(others) for name, others in found.items()}
