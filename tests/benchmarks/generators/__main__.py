"""``python -m tests.benchmarks.generators``: plainsdk beside other generators, in one table.

The documents are looked for in ``../shared/corpus/real`` or where ``--documents`` says; the peers
are installed into the folder for caches. Every tool runs in turn, ``--rounds`` times.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.generators.answers import OPENAI, first_answers, ready_client
from tests.benchmarks.generators.peers import ROOT, Tool, ours, peers, yaml_alone
from tests.benchmarks.generators.processes import Run, lines_of, run
from tests.sdks.peer import NoPeer

DOCUMENTS = ("mistral.yaml", "openai.yaml", "github.json")


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where there are no documents."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generators")
    usual = ROOT.parent / "shared" / "corpus" / "real"
    parser.add_argument("--documents", type=Path, default=usual)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each tool")
    options = parser.parse_args(arguments)
    documents = [options.documents / name for name in DOCUMENTS]
    missing = [str(document) for document in documents if not document.is_file()]
    if missing:
        print(f"not there: {', '.join(missing)}", file=sys.stderr)
        return 1
    tools, words = peers()
    for word in words:
        print(word)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for document in documents:
            alone = [yaml_alone()] if document.suffix == ".yaml" else []
            _compare(document, [ours(), *alone, *tools], folder, options.rounds)
        print("\nFrom import to a ready client")
        for document in documents:
            _made(document, folder)
            _ready(document, folder, options.rounds * 3)
        _made(options.documents / "openai.yaml", folder)
        _answers(folder, options.rounds * 5)
    return 0


def _compare(document: Path, tools: list[Tool], folder: Path, rounds: int) -> None:
    """Print what each tool takes for one document."""
    runs: dict[str, list[Run]] = {tool.name: [] for tool in tools}
    lines: dict[str, int] = {}
    for _ in range(rounds):
        for tool in tools:
            output = folder / "made"
            runs[tool.name].append(
                run(tool.command(document, output), folder, tool.environment)
            )
            lines[tool.name] = lines_of(output)
            shutil.rmtree(output, ignore_errors=True)
    print(f"\n{document.name}, {document.stat().st_size / 1e6:.1f} MB")
    columns = f"{'seconds':>9}{'x ours':>8}{'processor':>11}{'x ours':>8}"
    print(f"{'':<24}{columns}{'peak MB':>9}{'lines':>10}")
    base, work = _medians(runs[tools[0].name])
    for tool in tools:
        seconds, processor = _medians(runs[tool.name])
        peak = max(one.peak for one in runs[tool.name])
        failed = any(one.status for one in runs[tool.name])
        print(
            f"{tool.name:<24}{seconds:>9.2f}{seconds / base:>8.2f}"
            f"{processor:>11.2f}{processor / work:>8.2f}{peak:>9.0f}"
            f"{lines[tool.name]:>10,}{'  fails' if failed else ''}"
        )


def _medians(runs: list[Run]) -> tuple[float, float]:
    """Seconds from start to end, and seconds of processors."""
    return (
        statistics.median(one.seconds for one in runs),
        statistics.median(one.processor for one in runs),
    )


def _made(document: Path, folder: Path) -> None:
    """Generate the package ``generated`` in a folder."""
    tool = ours()
    shutil.rmtree(folder / "generated", ignore_errors=True)
    run(tool.command(document, folder / "generated"), folder, tool.environment)


def _ready(document: Path, folder: Path, rounds: int) -> None:
    """Print what it takes to have a client of our SDK of a document."""
    found = ready_client(folder, rounds)
    print(
        f"{document.name:<24}{found.milliseconds:>9.1f} ms"
        f"{found.modules:>6} modules, {found.models} of them models"
        f"{found.peak:>6.0f} MB"
    )


def _answers(folder: Path, rounds: int) -> None:
    """Print how soon the first answer is decoded, ours beside the published package's."""
    try:
        found = first_answers(folder, rounds)
    except NoPeer as error:
        print(error)
        return
    print("\nOpenAI's API: from import to the first decoded Response")
    base = found[OPENAI][0]
    for name, (milliseconds, modules) in found.items():
        print(
            f"{name:<24}{milliseconds:>9.1f} ms{milliseconds / base:>8.3f}{modules:>6} modules"
        )


if __name__ == "__main__":
    sys.exit(main())
