"""Component schemas are what datamodel-code-generator makes of them, or it is known who is right.

Compared are fields, wire names, what is required, what takes null, and types as far as they are
no class. ``second_opinion.json`` lists each kind of difference with who is right and why; a kind
that is not listed there fails. Documents of several files and Swagger 2.0 are not compared.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.corpus.checks import shown
from tests.corpus.documents import Entry, entries, parameters, sample
from tests.corpus.generated import need_whole
from tests.corpus.opinion import NoOpinion, differences, here, there

KNOWN: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("second_opinion.json").read_text("utf-8")
)


def _compared(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
    return tuple(
        one
        for one in found
        if one.files == 1 and one.schemas and one.version.startswith("3.")
    )


@pytest.mark.parametrize("entry", parameters(_compared(sample())[:6]))
def test_the_sample_is_what_another_makes_of_it(entry: Entry) -> None:
    _compare(entry)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", parameters(_compared(entries("real"))))
def test_every_schema_is_what_another_makes_of_it(entry: Entry) -> None:
    _compare(entry)


def test_every_kind_of_difference_has_who_is_right_and_why() -> None:
    for kind, known in KNOWN.items():
        assert known["right"] in ("here", "there", "both"), kind
        assert known["why"], kind


def _compare(entry: Entry) -> None:
    _, whole = need_whole(entry)
    ours = here(whole)
    try:
        theirs = there(entry)
    except NoOpinion as said:
        pytest.skip(f"datamodel-code-generator gives nothing: {said}")
    places: dict[str, list[str]] = defaultdict(list)
    for kind, place in differences(ours, theirs):
        places[kind].append(place)
    print(f"\n{entry.name}: {len(ours)} schemas")
    for kind, found in sorted(places.items()):
        print(f"  {len(found)} {kind}, as {found[0]}")
    unlisted = [
        f"{kind}: {len(found)}, as {', '.join(found[:3])}"
        for kind, found in sorted(places.items())
        if kind not in KNOWN
    ]
    assert not unlisted, shown(unlisted)
