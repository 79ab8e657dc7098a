"""Lets references lead to what they meant, after parts of a document have moved.

Objects are known by identity: what moves a part keeps it, and changes it in place.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...diagnostics import Pointer
from ...document import IN_FILES, Json, value_at
from ...grammar import objects


def follow_moved(
    bundle: dict[str, Json], targets: Mapping[str, Json]
) -> Mapping[str, str]:
    """Write references anew whose targets are elsewhere now.

    ``targets`` is what stood at each pointer that is referred to. What stands in the
    root document as well as in another file is referred to in the root document. The
    new pointers by the old ones are returned.
    """
    lost: dict[int, list[str]] = {}
    wanted: dict[int, list[str]] = {}
    for text, value in targets.items():
        if isinstance(value, dict):
            if value_at(bundle, Pointer(text)) is not value:
                lost.setdefault(id(value), []).append(text)
            elif not text.startswith(IN_FILES):
                continue
            wanted.setdefault(id(value), []).append(text)
    if not wanted:
        return {}
    moved = _places(bundle, wanted, follow=False)
    left = {key: texts for key, texts in lost.items() if texts[0] not in moved}
    if left:
        moved.update(_places(bundle, left, follow=True))
    again = bool(moved)
    while again:  # what a mended reference reaches may hold others
        again = False
        for found in objects(bundle):
            again = _mended(found.value, moved) or again
    return moved


def _places(
    bundle: dict[str, Json], wanted: Mapping[int, list[str]], *, follow: bool
) -> dict[str, str]:
    moved: dict[str, str] = {}
    for found in objects(bundle, follow=follow):
        for text in wanted.get(id(found.value), ()):
            if text not in moved:
                moved[text] = str(found.pointer)
    return moved


def _mended(value: Mapping[str, Json], moved: Mapping[str, str]) -> bool:
    """Write references anew; whether there was one."""
    assert isinstance(value, dict)
    before = value.get("$ref")
    reference = moved.get(before) if isinstance(before, str) else None
    if reference is not None:
        value["$ref"] = reference
    discriminator = value.get("discriminator")
    for holder in (discriminator, _mapping(discriminator)):
        if isinstance(holder, dict):
            for key, text in holder.items():
                if isinstance(text, str) and text in moved:
                    holder[key] = moved[text]
    return reference is not None


def _mapping(discriminator: Json) -> Json:
    return discriminator.get("mapping") if isinstance(discriminator, dict) else None
