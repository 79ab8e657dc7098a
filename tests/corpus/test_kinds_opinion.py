"""Models of each kind have the fields that datamodel-code-generator gives them, one by one.

Compared are the models that both name alike: their names in JSON, which keys are always there,
and where null may be. Where kinds cannot tell null from absent, that is not compared, and neither
is null where anything may be. Constants are left out: the other takes those with a default for
keys that are always there, and makes tags of msgspec of them. So are keys with an underscore in
front, which dicts of the other do not have.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from plainsdk.kinds import Kind

from tests.corpus.checks import shown
from tests.corpus.declared import Models, Said, models_of
from tests.corpus.documents import Entry, entries, parameters
from tests.corpus.generated import need_whole

_OUTPUTS = {
    Kind.PYDANTIC: "pydantic_v2.BaseModel",
    Kind.MSGSPEC: "msgspec.Struct",
    Kind.TYPEDDICT: "typing.TypedDict",
}
_DOCUMENTS = {
    "mistral": 500,
    "ollama": 60,
    "redocly_museum": 20,
    "swagger_petstore": 25,
}
"""Some documents, and how many fields at least are compared."""


_KNOWN = {
    "CompletionArgs.stop: null only here": "the alias takes it, which says so there",
    "SharingDelete.level: only here": "it is required, and described nowhere",
    "ValidationError.input: required only here": "they give what is open a default",
    "WorkflowListResponse.beta.workflows: only here": "the same as of a level",
}
"""Differences that are known, and why they are right here."""


@pytest.mark.parametrize("kind", _OUTPUTS, ids=lambda kind: str(kind.value))
@pytest.mark.parametrize(
    "entry", parameters(tuple(e for e in entries("real") if e.name in _DOCUMENTS))
)
def test_every_field_is_what_another_makes_of_it(
    entry: Entry, kind: Kind, tmp_path: Path
) -> None:
    _, whole = need_whole(entry.of_kind(kind))
    texts = [text for path, text in whole.files.items() if path.startswith("models/")]
    ours = models_of(texts, kind)
    theirs = models_of([_there(entry.path, kind, tmp_path)], kind)
    compared = sum(len(ours[name]) for name in ours if name in theirs)
    found = [one for one in _differences(ours, theirs, kind) if one not in _KNOWN]
    print(f"\n{entry.name}: {compared} fields of {kind.value}")
    assert compared >= _DOCUMENTS[entry.name]
    assert not found, shown(found)


_NOTHING = Said(False, False, False, False)


def _there(file: Path, kind: Kind, folder: Path) -> str:
    made = folder / "made.py"
    words = ["--input-file-type=openapi", f"--output-model-type={_OUTPUTS[kind]}"]
    more = ["--target-python-version=3.11", f"--output={made}", "--formatters", "black"]
    subprocess.run(
        [sys.executable, "-m", "datamodel_code_generator", f"--input={file}"]
        + [*words, *more],
        env={k: v for k, v in os.environ.items() if not k.startswith("PYTHON")},
        capture_output=True,
        check=True,
    )
    return made.read_text("utf-8")


def _differences(ours: Models, theirs: Models, kind: Kind) -> Iterator[str]:
    for name in ours.keys() & theirs.keys():
        for wire in {**ours[name], **theirs[name]}:
            place = f"{name}.{wire}"
            one, other = ours[name].get(wire), theirs[name].get(wire)
            if (one or other or _NOTHING).one or wire.startswith(("_", "field_")):
                continue  # said in the test's own words above
            if one is None or other is None:
                yield f"{place}: only {'there' if one is None else 'here'}"
            elif one.required != other.required:
                yield f"{place}: required only {'here' if one.required else 'there'}"
            elif one.nullable != other.nullable and not (
                one.open or (kind is Kind.PYDANTIC and not one.required)
            ):
                yield f"{place}: null only {'here' if one.nullable else 'there'}"
