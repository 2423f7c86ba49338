"""What communes have in common: groups by reason."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conftest import Perr

TOWN = "commune: {name}\nthemes:\n- key: emploi\n  objectives:\n  - text: {first}\n  - text: {second}\n"


def test_decided_pairs_with_no_word_in_common_are_groups_of_their_own(perr: Perr, tmp_path: Path) -> None:
    (tmp_path / "protocols").mkdir()
    for name, first, second in (("Arc", "Zèbres verts", "Girafes"), ("Bec", "Xylophones", "Kangourous bleus")):
        town = TOWN.format(name=name, first=first, second=second)
        (tmp_path / "protocols" / f"{name}.yaml").write_text(town, encoding="utf-8")
    (tmp_path / "decisions.yaml").write_text(
        "- {left: arc/emploi/1, right: bec/emploi/1, kind: shared}\n"
        "- {left: arc/emploi/2, right: bec/emploi/2, kind: shared}\n"
    )
    groups = json.loads(perr("--data", str(tmp_path), "common", "--json").out)["groups"]
    assert [(group["label"], [item["id"] for item in group["items"]]) for group in groups] == [
        ("Girafes", ["arc/emploi/2", "bec/emploi/2"]),
        ("Zèbres verts", ["arc/emploi/1", "bec/emploi/1"]),
    ]
