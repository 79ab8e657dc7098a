"""Judges what came of the calls: what the document or Prism gets wrong, and what is ours.

An answer that is decoded with mismatches is held against the document's own schema by
jsonschema: where that finds fault too, the answer is wrong, else the package.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from jsonschema.exceptions import ValidationError
from plainsdk import ir
from plainsdk.diagnostics import Pointer
from plainsdk.document import value_at

from tests.corpus.judge import Judge, Unjudged
from tests.corpus.outcomes import Whole, mapping
from tests.prism.arguments import Calls, NoArguments, located
from tests.prism.drawing import formats, without
from tests.prism.sending import Result, Sender, What

_MADE = {"Prefer": "dynamic=true"}
_WAYS = (("examples", "sync"), ("types", "async"))
"""Each operation is called twice: with little by one client, with everything by the other."""


@dataclass(frozen=True)
class Finding:
    """One fault of one call: of which operation, and what was said, by whom.

    ``sent`` is the request. ``ours``: nobody else can be to blame.
    """

    operation: str
    words: str
    sent: str
    ours: bool


def label(operation: ir.Operation) -> str:
    """How an operation is called in the list: by method and path, and what it is one of.

    ``POST /notes application/xml`` takes that body, ``POST /chats stream`` answers events.
    """
    parts = operation.pointer.parts
    words = [operation.method, parts[1]]
    if "requestBody" in parts[3:] and operation.body is not None:
        words.append(parts[parts.index("content") + 1])
    if parts[-1] == "stream":
        words.append("stream")
    return " ".join(words)


class Trial:
    """All calls of one document.

    ``chance``: Prism answers the second call of an operation by chance, as its seed has it,
    and each call in the other way too where what it made is wrong.
    """

    def __init__(self, calls: Calls, whole: Whole, *, chance: bool) -> None:
        self._calls = calls
        self._chance = chance
        self._root = whole.root
        documents = [without(one, "writeOnly") for one in (whole.root, whole.merged)]
        self._judge = Judge(*documents, formats=formats(single=False))

    def of(self, operation: ir.Operation, sender: Sender) -> list[Finding]:
        """What is wrong with the calls of an operation; nothing where both are accepted."""
        found: list[Finding] = []
        for way, colour in _WAYS:
            prefer = _MADE if self._chance and way == "types" else {}
            try:
                call = self._calls.of(operation, way)
            except NoArguments as error:
                found.append(Finding(label(operation), str(error), "", False))
                continue
            result = self._judged(operation, sender.send(call, colour, prefer))
            if self._chance and result.may_be_other:
                # Prism makes values in two ways, and neither is always right.
                other = sender.send(call, colour, {} if prefer else _MADE)
                result = self._judged(operation, other)
            ours = result.what in (What.UNBUILT, What.MISMATCHED)
            found += [
                Finding(label(operation), f"{result.what.value}: {one}", shown, ours)
                for one in result.faults
                for shown in [f"{way}, {colour}: {result.sent}"]
            ]
        return found

    def _judged(self, operation: ir.Operation, result: Result) -> Result:
        """The result; of an answer that contradicts its own schema that is said."""
        if result.what is not What.MISMATCHED:
            return result
        media = self._media(operation, result)
        schema = located(self._root, media / "schema")
        document = result.document
        try:
            errors = list(self._judge.errors(schema, document))
        except Unjudged as error:
            words = f"the answer cannot be judged: {error}"
            return replace(result, what=What.UNREAD, faults=(words,))
        if not all(_is_near(one, errors) for one in result.faults):
            return result
        is_published = document in self._calls.drawing.published(media, schema)
        who = "the example" if is_published else "what Prism makes"
        first = errors[0]
        words = f"{who} contradicts the schema: {first.json_path}: {first.message}"
        return replace(
            result,
            what=What.UNREAD,
            faults=(words[:300],),
            may_be_other=not is_published,
        )

    def _media(self, operation: ir.Operation, result: Result) -> Pointer:
        """Where the document describes an answer."""
        parts = operation.pointer.parts
        at = located(self._root, Pointer("#") / parts[0] / parts[1] / parts[2])
        answers = at / "responses"
        known = mapping(value_at(self._root, located(self._root, answers)))
        status = str(result.status)
        named = (status, f"{status[0]}XX", f"{status[0]}xx", "default")
        name = next((one for one in named if one in known), "default")
        content = located(self._root, answers / name / "content")
        medias = mapping(value_at(self._root, content))
        wanted = result.media.partition(";")[0]
        fitting = [one for one in medias if one.partition(";")[0] == wanted]
        return content / [*fitting, *medias][0]


def _is_near(mismatch: str, errors: list[ValidationError]) -> bool:
    """Whether jsonschema finds fault where a mismatch is, around it or in it."""
    path = mismatch.partition(": expected ")[0]
    return any(
        _is_in(path, one.json_path) or _is_in(one.json_path, path) for one in errors
    )


def _is_in(path: str, around: str) -> bool:
    return path.startswith(around) and path[len(around) :][:1] in ("", ".", "[")
