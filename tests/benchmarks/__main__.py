"""``python -m tests.benchmarks``: the generated client beside other SDKs, in one run.

Ours and mistralai run in one interpreter, which has mistralai and its HTTP library: that of
``--peer-python``, or of the virtual environment that the tests keep. Byte code is compiled first.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.measures import Row, modules, starting
from tests.benchmarks.running import Interpreter
from tests.benchmarks.working import Work, working
from tests.sdks.peer import MISTRALAI, NoPeer, interpreter


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where there is no mistralai."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--peer-python", type=Path, help=f"a Python with {MISTRALAI}")
    parser.add_argument("--rounds", type=int, default=15, help="runs of each process")
    options = parser.parse_args(arguments)
    try:
        found = options.peer_python or interpreter(MISTRALAI)
    except NoPeer as error:
        print(error, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        python = Interpreter(found, Path(folder))
        print(f"{platform.platform()}, {os.cpu_count()} CPUs")
        print(python.run(_VERSIONS))
        _print(starting(python, options.rounds))
        counts = ", ".join(f"{n} {side}" for side, n in modules(python).items())
        print(f"modules loaded for a ready client: {counts}\n")
        _print_work(working(python, max(3, options.rounds // 5), Path(folder)))
    return 0


_VERSIONS = """\
import sys
from importlib.metadata import distributions
found = {d.metadata["Name"]: d.version for d in distributions()}
names = ("mistralai", "pydantic", "httpx2", "httpx")
have = [f"{name} {found[name]}" for name in names if name in found]
print("Python", sys.version.split()[0] + ",", ", ".join(have))
"""

_LINE = "{:<31} {:>10} {:>12} {:>9}  {:<22} {}"


def _print(rows: list[Row]) -> None:
    unit = rows[0].unit
    print(_LINE.format("", f"ours, {unit}", "mistralai", "ratio", "ours / base", ""))
    for row in rows:
        peer = ratio = ""
        if row.peer is not None:
            peer, ratio = f"{row.peer:,.1f}", f"{row.ours / row.peer:.3f}"
        base = f"{row.ratio:.2f} x {row.base_name}"
        verdict = ""
        if row.target is not None:
            met = "met" if row.ratio <= row.target else "MISSED"
            verdict = f"target {row.target:g}: {met}"
        ours = f"{row.ours:,.1f}"
        print(_LINE.format(row.what, ours, peer, ratio, base, verdict).rstrip())
    print()


_WORK = "{:<29} {:>8}  {:<20} {:<21} {}"


def _print_work(rows: list[Work]) -> None:
    print(_WORK.format("", "ours, µs", "", "", "ours / theirs").rstrip())
    for row in rows:
        ratio = row.ours / row.base
        verdict = ""
        if row.at_most is not None:
            met = "met" if ratio <= row.at_most else "MISSED"
            verdict = f"target {row.at_most:g}: {met}"
        base = f"{ratio:.2f} x {row.base_name}"
        peers = ", ".join(
            f"{row.ours / took:.3f} {name} ({took:,.1f} µs)"
            for name, took in row.peers.items()
        )
        print(_WORK.format(row.what, f"{row.ours:,.1f}", base, verdict, peers).rstrip())
    print()


if __name__ == "__main__":
    sys.exit(main())
