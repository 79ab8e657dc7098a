"""Named schemas are what datamodel-code-generator makes of them, or it is known who is right.

Compared are fields, wire names, what is required, what takes null, and types as far as they are
no class with a name, at every depth. ``second_opinion.json`` lists each kind of difference with
who is right and why; a kind that is not listed there fails. The other reads the document as it
is published. Of Swagger 2.0, and where schemas stand in several files, it does not read them
all: it is then given the document as it was loaded, which the output says.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from tests.corpus.checks import shown
from tests.corpus.documents import Entry, entries, parameters, sample
from tests.corpus.generated import need_whole
from tests.corpus.opinion import NoOpinion, differences, here, in_one, there

KNOWN: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("second_opinion.json").read_text("utf-8")
)


_ALL = parameters(entries("real"))
_SAMPLE = parameters(sample()[:6])


@pytest.mark.parametrize("entry", _SAMPLE)
def test_the_sample_is_what_another_makes_of_it(entry: Entry, tmp_path: Path) -> None:
    _compare(entry, tmp_path)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _ALL)
def test_every_schema_is_what_another_makes_of_it(entry: Entry, tmp_path: Path) -> None:
    _compare(entry, tmp_path)


def test_every_kind_of_difference_has_who_is_right_and_why() -> None:
    for kind, known in KNOWN.items():
        assert known["right"] in ("here", "there", "both"), kind
        assert known["why"], kind


def _compare(entry: Entry, folder: Path) -> None:
    _, whole = need_whole(entry)
    ours = here(whole.api)
    loaded = folder / "loaded.json"
    loaded.write_text(json.dumps(in_one(whole.root, whole.api)), "utf-8")
    published = entry.files == 1 and entry.version.startswith("3.")
    form = "published" if published else "loaded"
    try:
        theirs = there(entry.path if published else loaded)
    except NoOpinion as said:
        print(f"\nnothing comes of the published form there: {said}")
        theirs, form = there(loaded), "loaded"
    places: dict[str, list[str]] = defaultdict(list)
    for kind, place in differences(ours, theirs):
        places[kind].append(place)
    print(f"\n{entry.name}: {len(ours)} schemas, of the {form} form")
    for kind, found in sorted(places.items()):
        print(f"  {len(found)} {kind}, as {found[0]}")
    unlisted = [
        f"{kind}: {len(found)}, as {', '.join(found[:3])}"
        for kind, found in sorted(places.items())
        if kind not in KNOWN
    ]
    assert not unlisted, shown(unlisted)
