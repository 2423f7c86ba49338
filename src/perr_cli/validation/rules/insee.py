"""A commune has an INSEE code, and it belongs to its département.

The code tells communes of one name apart, and `perr search -c 91521` finds
by it. It begins with the number of the département: two digits, `2A` or `2B`
in Corsica, three digits overseas (971 to 978, 986 to 988). An import takes
the code where the document says it, which few do: its absence is only a
warning.

Passes:

    # a.yaml
    commune: Ajaccio
    insee: "2A004"
    departement: 2A
    themes: []
    # b.yaml
    commune: Saint-Denis
    insee: "97411"
    departement: "974"
    themes: []

Fails:

    # a.yaml
    commune: Ajaccio
    insee: "2A004"
    departement: "20"
    themes: []
    # b.yaml
    commune: Saint-Denis
    departement: "974"
    themes: []
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from perr_cli.language import N_
from perr_cli.problems import Problem
from perr_cli.validation.interface import Codes, Rule, error, warning
from perr_cli.validation.reading import File

FRENCH = """Une commune a un code INSEE, et il est de son département.

Le code distingue les communes de même nom, et `perr search -c 91521` s'en
sert. Il commence par le numéro du département : deux chiffres, `2A` ou `2B`
en Corse, trois chiffres outre-mer (971 à 978, 986 à 988). Un import
prend le code quand le document le dit, ce qui est rare : son absence n'est
qu'un avertissement.
"""


class Insee(Rule):
    """Codes that are missing, or contradict the département."""

    NAME = "insee"
    CODES: ClassVar[Codes] = {
        "missing-insee": warning(N_("the INSEE code is missing"), N_("add “insee:” with the commune's code")),
        "insee-departement": error(
            N_("{insee} is a code of the département {own}, not of {departement}"),
            N_("correct one of them; the code is INSEE's, not the post's"),
        ),
    }

    def file(self, file: File) -> Iterator[Problem]:
        """What is wrong with a file's code."""
        protocol = file.protocol
        if protocol is None:
            return
        if protocol.insee is None:
            yield self.problem("missing-insee", file.spot(("commune",)))
        elif protocol.departement not in (None, of(protocol.insee)):
            yield self.problem(
                "insee-departement", file.spot(("departement",)), insee=protocol.insee, own=of(protocol.insee),
                departement=protocol.departement,
            )  # fmt: skip


def of(insee: str) -> str:
    """The département of an INSEE code.

    >>> of("01004"), of("2A004"), of("97411")
    ('01', '2A', '974')
    """
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]
