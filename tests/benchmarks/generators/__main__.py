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

from tests.benchmarks.generators.answers import OPENAI, first_answers
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
        _answers(options.documents / "openai.yaml", folder, options.rounds * 5)
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
    print(f"{'':<24}{'seconds':>9}{'x ours':>8}{'peak MB':>9}{'lines':>10}")
    base = statistics.median(one.seconds for one in runs[tools[0].name])
    for tool in tools:
        seconds = statistics.median(one.seconds for one in runs[tool.name])
        peak = max(one.peak for one in runs[tool.name])
        failed = any(one.status for one in runs[tool.name])
        print(
            f"{tool.name:<24}{seconds:>9.2f}{seconds / base:>8.2f}{peak:>9.0f}"
            f"{lines[tool.name]:>10,}{'  fails' if failed else ''}"
        )


def _answers(document: Path, folder: Path, rounds: int) -> None:
    """Print how soon the first answer is decoded, ours beside the published package's."""
    tool = ours()
    run(tool.command(document, folder / "generated"), folder, tool.environment)
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
