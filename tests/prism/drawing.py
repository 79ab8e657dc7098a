"""Makes JSON values that obey a schema of a document; it calls nothing.

A value comes from an example of the document, or is drawn from the type that the generator
made of the schema, and mended where it is not of its format.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from plainsdk import ir
from plainsdk.diagnostics import Pointer
from plainsdk.document import Json, value_at

from tests.corpus.equal import content, moment, time, uuid
from tests.corpus.judge import Judge, Unjudged
from tests.corpus.outcomes import Whole, mapping
from tests.prism.making import SIGNS, TEXTS, WORDS, Endless, Maker

_TRIES = 12
"""How many values of a type are made before one is taken that its schema does not allow."""

FORMATED: Mapping[str, str] = {
    "email": "someone@example.com",
    "idn-email": "someone@example.com",
    "uri": "https://example.com/a?b=c",
    "url": "https://example.com/a?b=c",
    "uri-reference": "/a?b=c",
    "iri": "https://example.com/a?b=c",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "duration": "P1DT2H",
    "regex": "^a+$",
    "json-pointer": "/a/b",
    "uri-template": "https://example.com/{a}",
}
"""A text of each format that a server may ask for and that has no type in Python."""


def formats(*, single: bool) -> FormatChecker:
    """Formats as servers assert them; ``single``: of those in ``FORMATED`` one text is good."""
    checker = FormatChecker(formats=())
    for name, good in FORMATED.items() if single else ():
        checker.checks(name)(lambda value, good=good: not _is_other(value, good))
    for name, read in _READS.items():
        checker.checks(name)(lambda value, read=read: _reads(read, value))
    return checker


_READS: Mapping[str, Callable[[str], object]] = {
    "date-time": moment,
    "date": lambda text: moment(f"{text}T00:00:00Z"),
    "time": time,
    "uuid": uuid,
    "byte": content,
}


def _reads(read: Callable[[str], object], value: Any) -> bool:
    return not isinstance(value, str) or read(value) is not None


def _is_other(value: Any, good: str) -> bool:
    return isinstance(value, str) and value != good


class Drawing:
    """Values for the requests of one API."""

    def __init__(self, whole: Whole) -> None:
        self._root = whole.root
        self._declared = whole.api.declarations
        documents = [without(one, "readOnly") for one in (whole.root, whole.merged)]
        self._exact = Judge(*documents, formats=formats(single=True), exactly=True)
        self._lenient = Judge(*documents)

    def published(self, at: Pointer, schema: Pointer) -> list[Json]:
        """The published values of what stands at a pointer."""
        return [*_beside(self._root, at), *_beside(self._root, schema)]

    def examples(self, at: Pointer, schema: Pointer) -> list[Json]:
        """Those that obey their schema; formats may be others than the usual ones."""
        found = self.published(at, schema)
        return [one for one in found if self._is_nearly_valid(schema, one)]

    def made(
        self,
        type_: ir.Type,
        at: Pointer,
        schema: Pointer,
        *,
        full: bool,
        where: ir.In | None = None,
    ) -> list[Json]:
        """A value of a type, which obeys its schema if one is found that does.

        ``at`` is what has the schema, and perhaps an example. ``full``: with all that is
        optional. ``where``: it is sent as a parameter.
        """
        texts = TEXTS if where is None else SIGNS
        if where in (ir.In.HEADER, ir.In.COOKIE):
            texts = WORDS
        found: list[Json] = []
        for given in (full, not full):
            for number in range(_TRIES):
                random = Random(f"{schema} {number}")
                maker = Maker(self._declared, random, full=given, texts=texts)
                try:
                    made = self._mended(schema, maker.make(type_))
                except Endless:
                    continue
                if made is None or (where is not None and made in ([], {}, "")):
                    continue  # it would not be sent
                if self._is_valid(schema, made):
                    return [made]
                found.append(made)
        near = [one for one in found if self._is_nearly_valid(schema, one)]
        return (near or self.examples(at, schema) or found)[:1]

    def _is_valid(self, schema: Pointer, value: Json) -> bool:
        try:
            return self._exact.fault(schema, value) is None
        except Unjudged:
            return True

    def _is_nearly_valid(self, schema: Pointer, value: Json) -> bool:
        try:
            return self._lenient.fault(schema, value) is None
        except Unjudged:
            return True

    def _mended(self, schema: Pointer, value: Json) -> Json:
        """The value with a good one where one is not of its format or not allowed."""
        try:
            wrong = [
                (list(one.absolute_path), good)
                for error in self._exact.errors(schema, value)
                for one in _all(error)
                for good in _good(one)
            ]
        except Unjudged:
            return value
        made: Any = copy.deepcopy(value)
        for path, good in wrong:
            if not path:
                return good
            holder = made
            try:
                for key in path[:-1]:
                    holder = holder[key]
                holder[path[-1]] = good
            except (KeyError, IndexError, TypeError):
                continue  # what is around it has been replaced
        return made


def _good(error: ValidationError) -> list[Any]:
    """What may stand in the place of a value that is wrong; nothing where that is unknown."""
    if error.validator == "format" and error.validator_value in FORMATED:
        return [FORMATED[error.validator_value]]
    if error.validator == "enum" and error.validator_value:
        return [error.validator_value[0]]
    return [error.validator_value] if error.validator == "const" else []


def _all(error: ValidationError) -> Iterator[ValidationError]:
    yield error
    for one in error.context or ():
        yield from _all(one)


def _beside(root: Mapping[str, Json], at: Pointer) -> Iterator[Json]:
    """The examples that stand in a parameter, a media type or a schema."""
    value = mapping(value_at(root, at))
    seen: set[str] = set()
    while isinstance(target := value.get("$ref"), str) and target not in seen:
        seen.add(target)
        value = {**mapping(value_at(root, Pointer(target))), **value}
        if value.get("$ref") == target:
            value = {key: one for key, one in value.items() if key != "$ref"}
    if "example" in value:
        yield value["example"]
    several = value.get("examples")
    if isinstance(several, list):
        yield from several
    for one in mapping(several).values():
        target = mapping(one).get("$ref")
        if isinstance(target, str):
            one = value_at(root, Pointer(target))
        if "value" in mapping(one):
            yield mapping(one)["value"]


def without(root: Mapping[str, Json], word: str) -> Mapping[str, Json]:
    """A document in which nothing is required that goes the other way alone."""

    def through(value: Json) -> Json:
        if isinstance(value, list):
            return [through(item) for item in value]
        if not isinstance(value, Mapping):
            return value
        made = {key: through(item) for key, item in value.items()}
        required, fields = value.get("required"), mapping(value.get("properties"))
        if isinstance(required, list):
            made["required"] = [
                name
                for name in required
                if not (isinstance(name, str) and goes(fields.get(name)))
            ]
        return made

    def goes(value: Json) -> bool:
        schema = mapping(value)
        target = schema.get("$ref")
        if isinstance(target, str):
            schema = {**mapping(value_at(root, Pointer(target))), **schema}
        return schema.get(word) is True

    return mapping(through(root))
