"""Decodes and encodes values with what was generated, and says what is not as it was."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, given, reject, settings
from hypothesis.errors import Unsatisfiable
from plainsdk.diagnostics import Pointer
from plainsdk.ir import Given

from tests.corpus.drawn import from_document, instances, undeclared
from tests.corpus.equal import (
    content,
    decimal,
    difference,
    moment,
    time,
    url_content,
    uuid,
    without_nulls,
)
from tests.corpus.generated import Made
from tests.corpus.instances import Values
from tests.corpus.judge import Judge, Unjudged
from tests.corpus.outcomes import Whole

_FORMATS: dict[str, Callable[[str], object]] = {
    "date-time": moment,
    "date": lambda text: moment(f"{text}T00:00:00Z"),
    "time": time,
    "uuid": uuid,
    "base64": content,
    "base64url": url_content,
    "decimal": decimal,
    "bytes": lambda _text: None,  # a file of a form: there is none in JSON
}


@dataclass
class Tally:
    """What was tried of one document, and what went wrong.

    ``ways`` counts schemas by how their instances were made; ``none`` are schemas that no
    valid instance was made of, ``unjudged`` those that jsonschema cannot read. Of
    ``contradicting`` examples those in ``read`` match by the letter of their schemas.
    """

    ways: Counter[str] = field(default_factory=Counter[str])
    tried: int = 0
    none: list[str] = field(default_factory=list[str])
    unjudged: list[str] = field(default_factory=list[str])
    contradicting: int = 0
    read: list[str] = field(default_factory=list[str])
    complaints: list[str] = field(default_factory=list[str])

    def __str__(self) -> str:
        ways = ", ".join(f"{way} {count}" for way, count in sorted(self.ways.items()))
        return (
            f"{self.tried} values ({ways}); no instance of {len(self.none)},"
            f" unjudged {len(self.unjudged)}, contradicting examples"
            f" {self.contradicting}, wrong {len(self.complaints)}"
        )


class Codec:
    """The generated package of a document, as values go through it."""

    def __init__(self, made: Made, whole: Whole) -> None:
        self._names = whole.names.declarations
        self._models = made.module("models")
        self._package = made.module()
        self._decode = made.module("_runtime.codec").decode
        self.judge = Judge(whole.root, whole.merged)

    def type_of(self, pointer: Pointer) -> Any:
        """The class or alias that was made of the schema at a pointer.

        Where null may stand for a class, that is said where it is referred to.
        """
        found = getattr(self._models, self._names[pointer])
        if not isinstance(found, type):
            return found
        try:
            return found if self.judge.fault(pointer, None) else found | None
        except Unjudged:
            return found

    def fault(
        self, pointer: Pointer, type_: Any, value: Any, key: str | None = None
    ) -> str | None:
        """Say what is wrong with how a valid value of a schema goes through; None if nothing is.

        ``key``: that of the object of ``type_`` under which it stands.
        Raises ``Unjudged``.
        """
        back, found = self.through(type_, value, key)
        if found is not None:
            return found
        unlike = self.judge.fault(pointer, back) if back != value else None
        return None if unlike is None else f"encoded it does not validate: {unlike}"

    def back(self, type_: Any, value: Any, key: str | None = None) -> str | None:
        """Say where a value that is not of its type does not come back equal.

        Null for a key that need not be there is as if it were not.
        """
        text = json.dumps(value if key is None else {key: value})
        back = json.loads(self._package.to_json(self._package.from_json(type_, text)))
        return difference(without_nulls(json.loads(text)), without_nulls(back))

    def through(
        self, type_: Any, value: Any, key: str | None = None
    ) -> tuple[Any, str | None]:
        """Decode and encode a value: what comes back, and what is wrong with it."""
        text = json.dumps(value if key is None else {key: value})
        mismatches: list[Any] = []
        self._decode(type_, json.loads(text), mismatches=mismatches)
        back = json.loads(self._package.to_json(self._package.from_json(type_, text)))
        wrong = [one for one in mismatches if not _is_no_format(one, json.loads(text))]
        if key is not None:  # other keys may well be missing
            wrong = [one for one in wrong if _is_below(one.path, key)]
            back = back.get(key)
        if wrong:
            return back, f"mismatch: {wrong[0]}"
        return back, difference(value, back)


def _is_below(path: str, key: str) -> bool:
    """Whether a path leads into a key of the whole."""
    start = f"$.{key}" if key.isidentifier() else f"$[{key!r}]"
    return path == start or path.startswith((f"{start}.", f"{start}["))


def _is_no_format(mismatch: Any, value: Any) -> bool:
    """Whether a mismatch is a text that is not of its format, which JSON Schema allows."""
    text = dict(_texts(value, "$")).get(mismatch.path)
    reads = [
        _FORMATS[one] for one in mismatch.expected.split(" or ") if one in _FORMATS
    ]
    return bool(
        text is not None and reads and all(read(text) is None for read in reads)
    )


def _texts(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Every text in a value, with its path as mismatches have it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, one in value.items():
            key = f".{name}" if name.isidentifier() else f"[{name!r}]"
            yield from _texts(one, f"{path}{key}")
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from _texts(one, f"{path}[{index}]")


def named(whole: Whole) -> list[Pointer]:
    """Every schema that the document gives a name."""
    return [
        pointer
        for pointer, one in whole.api.declarations.items()
        if isinstance(one.origin, Given)
    ]


def tried(made: Made, whole: Whole, examples: int, largest: int) -> Tally:
    """Send some instances of every named schema through what was generated.

    Schemas up to ``largest`` parts are given to hypothesis-jsonschema.
    """
    tally = Tally()
    codec = Codec(made, whole)
    types = instances(whole)
    for pointer in named(whole):
        strategy = from_document(whole.root, pointer, largest)
        way = "jsonschema" if strategy is not None else "types"
        if strategy is None:
            strategy = types.declared(pointer)
        count = tally.tried
        found = _try(pointer, strategy, codec, tally, examples)
        if found is not None and found.startswith("no instance") and way != "types":
            way = "types"
            found = _try(pointer, types.declared(pointer), codec, tally, examples)
        if found is None or tally.tried > count:
            tally.ways[way] += 1
        elif found.startswith("no instance"):
            tally.none.append(str(pointer))
            continue
        if found is not None:
            tally.complaints.append(f"{made.entry.name} {pointer}: {found}")
    return tally


def drawing(examples: int) -> settings:
    """How values are drawn: the same ones in every run."""
    return settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


def _try(
    pointer: Pointer, strategy: Values, codec: Codec, tally: Tally, examples: int
) -> str | None:
    if strategy.is_empty:
        return "no instance"
    type_ = codec.type_of(pointer)
    before = tally.tried
    first: list[str] = []

    @drawing(examples)
    @given(strategy.flatmap(undeclared))
    def run(value: Any) -> None:
        if first:
            return
        if codec.judge.fault(pointer, value) is not None:
            strange = codec.judge.strange(pointer, value)
            if strange is not None:
                first.append(f"{strange}\n  the instance: {json.dumps(value)[:400]}")
            reject()
        tally.tried += 1
        try:
            found = codec.fault(pointer, type_, value)
        except Unjudged:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is the finding
            found = f"{type(error).__name__}: {error}"
        if found is not None:
            first.append(f"{found}\n  the instance: {json.dumps(value)[:400]}")

    try:
        run()
    except Unjudged as error:
        tally.unjudged.append(f"{pointer}: {error}")
        return None
    except Unsatisfiable:
        pass  # nothing valid was found: said below
    if first:
        return first[0]
    return None if tally.tried > before else "no instance"
