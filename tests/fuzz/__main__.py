"""`python -m tests.fuzz`: changed inputs for as long as wanted; what breaks a law is kept, with how to try it again."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from hashlib import sha256
from pathlib import Path
from random import Random, SystemRandom

from tests.fuzz import mutation
from tests.fuzz.targets import TARGETS

KEPT = Path(".fuzz")
SLOW = 5.0
"""Seconds of processor time that no input may take."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", nargs="*", choices=[[], *TARGETS], help="which; all of them if none is named")
    parser.add_argument("--seconds", type=float, default=60, metavar="N", help="for each of the targets")
    parser.add_argument("--guided", action="store_true", help="by the coverage that inputs reach (needs atheris)")
    parser.add_argument("--try", dest="again", type=Path, metavar="FILE", help="try what was kept")
    asked = parser.parse_args()
    names = asked.target or list(TARGETS)
    if asked.again:
        TARGETS[names[0]].run(asked.again.read_bytes())
        return 0
    if asked.guided:
        from tests.fuzz import guided

        return max(guided.run(name, asked.seconds, KEPT) for name in names)
    return max(_run(name, asked.seconds) for name in names)


def _run(name: str, seconds: float) -> int:
    """Whether an input broke the law of a target: 0 or 1. The first is kept and told."""
    target, random = TARGETS[name], Random(SystemRandom().getrandbits(64))
    seeds, tried, slowest = target.seeds(), 0, 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        data = mutation.mutated(seeds, random)
        start = time.process_time()
        try:
            target.run(data)
            slowest = max(slowest, time.process_time() - start)
            assert slowest < SLOW, f"{slowest:.1f} s"
        except Exception:
            traceback.print_exc()
            KEPT.mkdir(exist_ok=True)
            kept = KEPT / f"{name}-{sha256(data).hexdigest()[:12]}"
            kept.write_bytes(data)
            print(f"{name}: after {tried} inputs; again: python -m tests.fuzz {name} --try {kept}")
            return 1
        tried += 1
    print(f"{name}: {tried} inputs, nothing found; the slowest took {slowest:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
