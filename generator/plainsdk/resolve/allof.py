"""Merges ``allOf`` into one schema, and what stands beside a choice into its members.

Never invents a name. What a merged schema takes from another one stays where it is and
is referred to, so that it is one declaration and not one for each that takes it
(JSON Schema 2020-12, 10.2.1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from operator import is_
from typing import TypeAlias

from ..diagnostics import Diagnostics, Pointer, escaped
from ..document import Json, value_at
from .choices import Choice, combined, leave_unchecked, of_type, telling, telltale
from .composed import (
    adds,
    as_part,
    choices_of,
    is_composed,
    is_single,
    may_be_composed,
    retargeted,
    says_all,
    says_all_itself,
    tagged,
    without_words,
)
from .families import Parents, any_child, families, tags_of
from .joining import disagree, join
from .keywords import (
    DATA,
    NAMES,
    Schema,
    is_null,
    is_word,
    kinds,
    last_key,
    listed,
    mapping,
    reference,
    says_nothing,
)
from .sharing import shared_parts
from .ways import Way, Ways

_Circle: TypeAlias = dict[str, None]


def merged(root: Schema, targets: Iterable[str], report: Diagnostics) -> Schema:
    """Return a document without ``allOf``, and without keywords beside a choice.

    ``targets`` are the texts of its references.

    A schema that would have to hold itself whole, again and again, is reported as an
    error; parts that contradict each other, and circles of parts, as warnings.
    """
    return mapping(_Merger(root, targets, report).rewritten(root, "#", Way()))


@dataclass
class _Whole:
    """What a schema and its parts say: keywords, and choices that are still to be made."""

    keywords: dict[str, Json] = field(default_factory=dict[str, Json])
    choices: list[Choice] = field(default_factory=list[Choice])


@dataclass(frozen=True)
class _Part:
    """One of the schemas that must all hold; ``target``: it is taken from there."""

    schema: Schema
    at: str
    target: str | None = None


class _Merger:
    def __init__(
        self, root: Schema, targets: Iterable[str], report: Diagnostics
    ) -> None:
        self.root = root
        self.report = report
        self._forms: dict[str, _Whole] = {}
        self._made: dict[str, Schema] = {}
        self.parents = Parents(self._look)
        self.families = families(root, self.parents)
        self._ways = Ways(self._choices_in)
        self._busy: set[str] = set()
        self._kept = {
            target.split("/allOf/", 1)[0] for target in targets if "/allOf/" in target
        }

    def rewritten(self, value: Json, at: str, inside: Way, named: bool = False) -> Json:
        """Return a value with every schema below it made whole; itself where all are.

        ``inside`` are the choices in the middle of which it stands.
        """
        if isinstance(value, list):
            items = [
                self.rewritten(item, f"{at}/{index}", inside)
                for index, item in enumerate(value)
            ]
            return value if all(map(is_, items, value)) else items
        if not isinstance(value, dict):
            return value
        found: Schema = value
        if not named:
            found, inside = self._made_whole(found, at, inside)
        changed: dict[str, Json] = {}
        for key, item in found.items():
            if not isinstance(item, (dict, list)):
                continue
            if named or key not in DATA:
                below_names = not named and key in NAMES
                if not below_names and says_all_itself(item):
                    continue
                new = self.rewritten(item, f"{at}/{escaped(key)}", inside, below_names)
                if new is not item:
                    changed[key] = new
        return {**found, **changed} if changed else found

    def _made_whole(self, schema: Schema, at: str, inside: Way) -> tuple[Schema, Way]:
        if at not in self.families and not may_be_composed(schema):
            return schema, inside
        family = self.families.get(at)
        if family is not None and not family.listed:
            base = self._made[at] = self._joined(schema, at, self.report).keywords
            return any_child(base, at, family), inside
        if not is_composed(schema):
            return schema, inside
        if inside.is_endless:
            self._refuse(at)
            return {}, inside
        only = self._only_reference(schema, at)
        if only is not None:
            return only, inside
        whole = self._joined(schema, at, self.report)
        tags = tags_of(self.families, self.parents, at)
        found, inside = self._chosen(whole, at, inside)
        for name, values in tags.items():
            found = tagged(found, name, values)
        if at in self._kept and "allOf" in schema:
            found = {**found, "allOf": schema["allOf"]}
        return found, inside

    def _look(self, target: str) -> Json:
        """Return what stands at a pointer, here or in a schema that was made whole."""
        found = value_at(self.root, Pointer(target))
        if found is not None:
            return found
        above, keys, said = target, list[str](), self._made.get(target)
        while "/" in above:
            above, _, key = above.rpartition("/")
            keys.insert(0, key)
            found = value_at(self._made.get(above), Pointer("/".join(["#", *keys])))
            if found is not None:
                return found
        return said  # without its choices

    def _refuse(self, at: str) -> None:
        self.report.error(
            "circular-allof",
            "this schema is a part of itself through allOf; give what it holds a name of"
            " its own under #/components/schemas",
            Pointer(at),
        )

    def _only_reference(self, schema: Schema, at: str) -> Schema | None:
        """Return the reference that a schema is when all other parts are words."""
        targets: dict[str, None] = {}
        words: dict[str, Json] = {}
        typed: list[Schema] = []
        for part in self._parts(schema, at, Diagnostics()):
            if part.target is not None:
                targets[part.target] = None
            elif says_nothing({**part.schema, "type": "object"}):
                words.update((k, v) for k, v in part.schema.items() if is_word(k))
                typed += [part.schema] if "type" in part.schema else []
                if "null" in kinds(part.schema):
                    words["nullable"] = True
            else:
                return None
        wider = {one for each in targets for one in self.parents.of(each)}
        narrow = [one for one in targets if one not in wider]
        if len(narrow) != 1 or at in self._children_of(narrow[0]):
            return None
        for one in self._form(narrow[0]).choices if typed else ():
            if any(self._fitting(one, each, True, at) is not one for each in typed):
                return None
        return {"$ref": narrow[0], **words}

    def _children_of(self, target: str) -> frozenset[str]:
        family = self.families.get(target)
        return frozenset(family.children) if family else frozenset()

    def _parts(
        self,
        schema: Schema,
        at: str,
        report: Diagnostics,
        circle: _Circle | None = None,
    ) -> Iterator[_Part]:
        """Walk through the schemas that must all hold, inner ones first.

        ``circle`` is the schema whose parts these are, and those that it is a part of.
        """
        circle = circle or {at: None}
        for index, part in enumerate(listed(schema.get("allOf"))):
            if isinstance(part, dict):
                yield from self._parts(part, f"{at}/allOf/{index}", report, circle)
        target = reference(schema)
        if target is not None:
            if target in circle or next(iter(circle)) in self.parents.of(target):
                report.warning(
                    "circular-allof",
                    "this schema is a part of itself; it is made of what all in the"
                    " circle say",
                    Pointer(at),
                )
                if target not in circle:
                    circle[target] = None
                    whole = shared_parts(mapping(self._look(target)), target)
                    yield from self._parts(whole, target, Diagnostics(), circle)
            else:
                found = mapping(self._look(target))
                yield _Part(found, at, target)
        rest = {k: v for k, v in schema.items() if k not in ("allOf", "$ref")}
        if rest:
            yield _Part(rest, at)

    def _joined(self, schema: Schema, at: str, report: Diagnostics) -> _Whole:
        whole = _Whole()
        for part in self._parts(schema, at, report):
            if part.target is None:
                said = _Whole(dict(part.schema), choices_of(part.schema, part.at))
                for choice in said.choices:
                    del said.keywords[choice.keyword]
            else:
                said = self._form(part.target)
            words = said.keywords if part.target is None else as_part(said.keywords)
            join(whole.keywords, words, Pointer(at), report)
            whole.choices += [
                one for one in said.choices if not self._lists_children(at, one)
            ]
        return whole

    def _form(self, target: str) -> _Whole:
        """Return what a schema is as a part of others; nothing while that is asked."""
        known = self._forms.get(target)
        if known is not None:
            return known
        if target in self._busy:
            return _Whole()
        self._busy.add(target)
        schema = mapping(self._look(target))
        whole = self._joined(schema, target, Diagnostics())
        self._busy.discard(target)
        self._made[target] = whole.keywords
        keywords = dict(shared_parts(whole.keywords, target))
        made = self._forms[target] = _Whole(keywords, whole.choices)
        return made

    def _lists_children(self, at: str, choice: Choice) -> bool:
        """Whether the members of a choice are made of the schema that lists them.

        To be one of them is not to be any of them.
        """
        owner = choice.at.split("/allOf/", 1)[0]
        targets = [reference(member) for member in choice.members]
        return owner != at and any(
            target == at or owner in self.parents.of(target)
            for target in targets
            if target is not None
        )

    def _chosen(self, whole: _Whole, at: str, inside: Way) -> tuple[Schema, Way]:
        """Put what a schema says beside its choices into each of their members."""
        found, choices = whole.keywords, list[Choice]()
        for given in whole.choices:
            choice = self._of_type(given, found, at)
            if given.at in inside.choices or choice is None:
                continue
            if self._ways.are_too_many(choice, inside, Pointer(at), self.report):
                continue
            if telling(choice) or not adds(found):
                choices.append(choice)
            else:
                leave_unchecked(choice, Pointer(at), self.report)
        if not choices:
            return found, inside
        plain = len(choices) == 1 and not adds(found)
        cut = len(choices[0].members) == 1 and choices[0] not in whole.choices
        if plain and not cut and not is_single(list(choices[0].members)):
            return {**found, choices[0].keyword: list(choices[0].members)}, inside
        takes_null = "null" in kinds(found) or (
            "type" not in found
            and all(any(map(is_null, one.members)) for one in choices)
        )
        members = combined(
            [
                replace(
                    choice,
                    members=tuple(one for one in choice.members if not is_null(one)),
                )
                for choice in choices
            ],
            lambda each: self._is_possible(found, each, at),
            Pointer(at),
            self.report,
        )
        inside = inside.into(choices, len(members))
        if len(members) == 1:
            return self._single(found, members[0], at, takes_null), inside
        keyword = choices[0].keyword
        self._made[at] = found
        common = shared_parts(without_words(found), at)
        made: list[Json] = [self._member(common, each, at) for each in members]
        moved = {
            target: f"{at}/{keyword}/{index}"
            for index, (each, new) in enumerate(zip(members, made, strict=True))
            if reference(new) is None
            for target in map(reference, each)
            if target is not None
        }
        if takes_null:
            made.append({"type": "null"})
        found = {
            **retargeted(found, moved, lambda one: self._form(one).keywords),
            keyword: made,
        }
        return found, inside

    def _choices_in(self, choice: Choice, index: int) -> list[Choice]:
        """Return the choices that a member of a choice has still to make."""
        member = choice.members[index]
        target = reference(member)
        if target is not None:
            return self._form(target).choices
        place = f"{choice.at}/{choice.keyword}/{index}"
        return self._joined(mapping(member), place, Diagnostics()).choices

    def _fitting(
        self, choice: Choice, beside: Schema, own: bool, at: str
    ) -> Choice | None:
        return of_type(choice, beside, own, lambda one: self._is_possible({}, one, at))

    def _of_type(self, choice: Choice, found: Schema, at: str) -> Choice | None:
        """Return a choice without the members that the type beside it leaves out."""
        own = "type" in mapping(self._look(choice.at))
        kept = self._fitting(choice, found, own, at)
        if kept is None:
            words = f" on 'type' and {choice.keyword!r}; the type is used"
            disagree(words, Pointer(at), self.report)
        return kept

    def _is_possible(self, found: Schema, each: tuple[Json, ...], at: str) -> bool:
        """Whether some value is what a schema says and all of some members."""
        quiet = Diagnostics()
        trial: dict[str, Json] = {}
        for one in (found, *each):
            join(trial, telltale(self._said_by(one, at)), Pointer(at), quiet)
        return not len(quiet)

    def _said_by(self, schema: Json, at: str) -> Schema:
        """Return the keywords of a member of a choice, with those of its parts."""
        target, found = reference(schema), mapping(schema)
        if target is not None:
            return self._form(target).keywords
        composed = "allOf" in found
        return self._joined(found, at, Diagnostics()).keywords if composed else found

    def _single(
        self, found: Schema, member: tuple[Json, ...], at: str, takes_null: bool
    ) -> Schema:
        """Return a schema with its only choice made."""
        whole = self._joined({"allOf": [found, *member]}, at, self.report)
        merged = {
            **whole.keywords,
            **{one.keyword: list(one.members) for one in whole.choices[:1]},
        }
        return {**merged, "nullable": True} if takes_null else merged

    def _member(self, common: Schema, each: tuple[Json, ...], at: str) -> Json:
        """Return a member of a choice with what all have in common."""
        target = reference(each[0]) if len(each) == 1 else None
        if target is not None and (
            at in self.parents.of(target)
            or says_all(self._form(target).keywords, common)
        ):
            return each[0]  # it says all this already
        names = [
            last_key(found) if found else str(mapping(one).get("title", ""))
            for one, found in zip(each, map(reference, each), strict=True)
        ]
        title = " ".join(name for name in names if name)
        made: dict[str, Json] = {"allOf": [common, *each]}
        return {**made, "title": title} if title else made
