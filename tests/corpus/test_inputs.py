"""Requests of real documents have models of their own where they must, and only there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from plainsdk import ir
from plainsdk.diagnostics import Pointer
from plainsdk.lower.reach import Links, answered

from tests.corpus.checks import shown
from tests.corpus.documents import Entry, entries, parameters, sample
from tests.corpus.drawn import instances
from tests.corpus.generated import need_whole
from tests.corpus.instances import Values
from tests.corpus.outcomes import Whole
from tests.corpus.values import Codec, drawing

_ALL = parameters(tuple(one for one in entries("real") if one.operations))
_SAMPLE = parameters(tuple(one for one in sample() if one.operations))


@pytest.mark.parametrize("entry", _SAMPLE)
def test_requests_of_the_sample_have_models_of_their_own(entry: Entry) -> None:
    _check(entry)


@pytest.mark.corpus
@pytest.mark.parametrize("entry", _ALL)
def test_requests_have_models_of_their_own_where_they_must(entry: Entry) -> None:
    _check(entry)


def _check(entry: Entry) -> None:
    made, whole = need_whole(entry)
    faults = [*_misplaced(whole.api), *_not_equal(Codec(made, whole), whole)]
    print(f"\n{entry.name}: {len(_inputs(whole.api))} models for requests")
    assert not faults, shown(faults)


def _inputs(api: ir.Api) -> list[Pointer]:
    return [one for one in api.declarations if one.parts[-1] == "x-plainsdk-input"]


def _misplaced(api: ir.Api) -> list[str]:
    """What a request must hold and cannot, and models for requests that none takes."""
    links = Links(api.declarations)
    sent = [type_ for operation in api.operations for type_ in _sent(operation)]
    going = links.reached(sent, without=ir.Access.READ)
    coming = links.reached(answered(api), without=ir.Access.WRITE)
    return [
        *(f"no request takes {one}" for one in _inputs(api) if one not in going),
        *(f"{one} is in an answer" for one in _inputs(api) if one in coming),
        *(f"requests need {one}" for one in _required(api, going, ir.Access.READ)),
        *(f"answers need {one}" for one in _required(api, coming, ir.Access.WRITE)),
    ]


def _sent(operation: ir.Operation) -> list[ir.Type]:
    types = [parameter.type for parameter in operation.parameters]
    return types if operation.body is None else [*types, operation.body.type]


def _required(
    api: ir.Api, pointers: frozenset[Pointer], access: ir.Access
) -> list[Pointer]:
    objects = [api.declarations[one] for one in pointers]
    return [
        field.pointer
        for one in objects
        if isinstance(one, ir.Object)
        for field in one.fields
        if field.required and field.access is access
    ]


def _not_equal(codec: Codec, whole: Whole) -> list[str]:
    """Values of the models for requests that do not come back equal."""
    types = instances(whole)
    return [
        f"{pointer}: {fault}"
        for pointer in _inputs(whole.api)
        for fault in _faults(codec, codec.type_of(pointer), types.declared(pointer))
    ]


def _faults(codec: Codec, type_: Any, strategy: Values) -> list[str]:
    found: list[str] = []

    @drawing(5)
    @given(strategy)
    def run(value: Any) -> None:
        fault = codec.through(type_, value)[1]
        if fault is not None:
            found.append(f"{fault}\n  {json.dumps(value)[:400]}")

    run()
    return found
