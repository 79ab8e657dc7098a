"""Values of every named schema of real documents, and published examples, come back equal.

A value that its schema allows is decoded without a mismatch, but for texts that are not of their
format, which JSON Schema does not assert; encoded it equals what came and validates again.
"""

from __future__ import annotations

from types import GenericAlias

import pytest

from tests.corpus.checks import shown
from tests.corpus.documents import Entry, entries, parameters, sample
from tests.corpus.examples import published
from tests.corpus.generated import Made, need_whole
from tests.corpus.judge import Unjudged
from tests.corpus.outcomes import Whole
from tests.corpus.values import Codec, Tally, tried

_ALL = parameters(entries("real"))
_SAMPLE = parameters(sample())

FEW, SOME, MANY = (4, 4), (8, 10), (12, 20)
"""Instances of each schema, and how large one may be that hypothesis-jsonschema is given: in
every run, and under the marker of documents with more than ``LARGE`` schemas and of others.
"""
LARGE = 200


@pytest.mark.parametrize("entry", _SAMPLE)
def test_a_few_values_of_the_sample_come_back_equal(entry: Entry) -> None:
    made, whole = need_whole(entry)
    _compare(made, tried(made, whole, *FEW))


@pytest.mark.parametrize("entry", _SAMPLE)
def test_the_published_examples_of_the_sample_fit(entry: Entry) -> None:
    made, whole = need_whole(entry)
    _compare(made, examples(made, whole))


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _ALL)
def test_values_of_every_schema_come_back_equal(entry: Entry) -> None:
    made, whole = need_whole(entry)
    _compare(made, tried(made, whole, *(SOME if entry.schemas > LARGE else MANY)))


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _ALL)
def test_every_published_example_fits(entry: Entry) -> None:
    made, whole = need_whole(entry)
    _compare(made, examples(made, whole))


def _compare(made: Made, tally: Tally) -> None:
    print(f"\n{made.entry.name}: {tally}")
    for kind, found in (
        ("no instance of", tally.none),
        ("unjudged is", tally.unjudged),
        ("as it is read contradicts", tally.read),
    ):
        for one in found:
            print(f"  {kind} {one}")
    assert not tally.complaints, shown(tally.complaints)


def examples(made: Made, whole: Whole) -> Tally:
    """Send the examples through what was generated.

    One that contradicts its schema, by the letter of it, comes back equal all the same.
    """
    tally = Tally()
    codec = Codec(made, whole)
    for example in published(whole, made.entry.path.parent):
        type_ = codec.type_of(example.declared)
        if example.several:
            type_ = GenericAlias(list, (type_,))
        try:
            found = codec.judge.fault(example.schema, example.value)
            if found is None:
                tally.tried += 1
                fault = codec.fault(example.schema, type_, example.value, example.key)
            else:
                if codec.judge.contradiction(example.schema, example.value) is None:
                    tally.read.append(f"{example.place}: {found}")
                tally.contradicting += 1
                fault = codec.back(type_, example.value, example.key)
        except Unjudged as error:
            tally.unjudged.append(f"{example.place}: {error}")
            continue
        if fault is not None:
            tally.complaints.append(f"{example.place}: {fault}")
    return tally
