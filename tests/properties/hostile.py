"""Texts that want to break out, and what must hold of whatever is generated from them.

Code that a text smuggled in would call ``plainsdk_canary``, or would not compile.
"""

from __future__ import annotations

import builtins
import dataclasses
import importlib
import importlib.abc
import importlib.machinery
import inspect
import itertools
import sys
import typing
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any, cast

from hypothesis import strategies as st
from plainsdk import ir
from plainsdk.config import Target
from plainsdk.diagnostics import Diagnostics, Place, Pointer, Severity, Stopped
from plainsdk.document import Document
from plainsdk.names import Names
from plainsdk.pipeline import Made, generate
from runtime.client import Api
from runtime.model import Wire
from runtime.request import Operation

_CALL = "plainsdk_canary.append(1)"
_INJECTIONS = [
    f'"""\n{_CALL}\n"""',
    f'\\"""\n{_CALL}\n"""',
    f'"\n{_CALL}\n"',
    f'"+str({_CALL})+"',
    f"'+str({_CALL})+'",
    f"')\n{_CALL}\n('",
    f"\n{_CALL}\n",
    f"x\r{_CALL}\r",
    f"x\x0c{_CALL}",
    f"x\u2028{_CALL}\u2028",
    f"x\n    {_CALL}",
    f"= {_CALL}",
    f"x: {_CALL} #",
    f"{{{{ {_CALL} }}}}",
    f"{{% if {_CALL} %}}",
    f"m.{_CALL}",
]
_PUNCTUATION = [
    *["", " ", '"', "'", "\\", '"""', "'''", 'x"', "x\\", '\\"', "\\\\", '""', '"x"'],
    *[
        "a b",
        "a-b",
        "a.b",
        "a/b",
        "a|b",
        "\\|",
        "~0",
        "~1",
        "#",
        "%s",
        "{}",
        "{0}",
        "$x",
    ],
    *[
        "{{ 7*7 }}",
        "{% raw %}",
        "{# x #}",
        "{{",
        "}}",
        "%}",
        "`",
        "```",
        "# x",
        "|",
        "-->",
    ],
    *["<script>alert(1)</script>", "<!-- x -->", "<br/>", "[a](b)", "**x**", "- x"],
    *[
        "\\N{DASH}",
        "\\x41",
        "\\u0041",
        "\\",
        "+1",
        "-1",
        "@type",
        "$ref",
        "!",
        "=",
        ":",
    ],
]
_CHARACTERS = [
    *["\n", "a\nb", "\r", "a\r\nb", "\t", "\x00", "a\x00b", "\x07", "\x1b[0m", "\x7f"],
    *["\x85", "\u2028", "\ufeff", "\u202e", "a\u202eb", "\u200b", "\u2066", "\ud800"],
    *["\udfff", "名前", "ﬁ", "é", "ß", "İ", "ſ", "²", "①", "\u0301", "🎉", "a\u200db"],
]
_NAMES = [
    *[
        "..",
        "../../x",
        "/x",
        "C:\\x",
        "con",
        "NUL",
        "aux",
        "conftest",
        "test_x",
        "x_test",
    ],
    *["None", "class", "from", "async", "match", "type", "print", "list", "str", "int"],
    *["self", "cls", "m", "dt", "Any", "Model", "Wire", "UNSET", "Unset", "Unknown"],
    *["Unlisted", "Literal", "Union", "Tag", "Range", "Client", "Request", "Operation"],
    *[
        "__init__",
        "__class__",
        "__slots__",
        "__dict__",
        "__getattr__",
        "__all__",
        "_extra",
    ],
    *[
        "__import__",
        "mro",
        "annotations",
        "TYPE_CHECKING",
        "attributes",
        "dataclass",
        "_",
    ],
    *["models", "requests", "errors", "body", "path", "query", "headers", "a_request"],
    *["client", "resource", "api", "send", "close", "1", "1a", "a1", "A", "a", "X" * 3],
    *["n" * 300, "Ab" * 150, "é" * 300, "word " * 2_000, "x" * 10_000, "名" * 100],
]
CLASSICS = [*_INJECTIONS, *_PUNCTUATION, *_CHARACTERS, *_NAMES]
"""Texts that have broken generators before, or that might."""

_SHORT = [text for text in CLASSICS if len(text) <= 300]
HOSTILE: st.SearchStrategy[str] = st.one_of(
    st.sampled_from(_SHORT),
    st.sampled_from(_NAMES[:-6]),
    st.text(max_size=12),
    st.text("\"\\\n'{}%|<>#` abA_1", max_size=16),
    st.tuples(st.sampled_from(_SHORT), st.sampled_from(_SHORT)).map("".join),
)

_NUMBERS = itertools.count()


@dataclass(frozen=True)
class Outcome:
    """A run that went through: its document, its facts and names, and its package, imported."""

    document: Document
    api: ir.Api
    names: Names
    package: ModuleType

    def declared(self, pointer: Pointer) -> Any:
        """The class or alias that a schema became."""
        return getattr(self.package.models, self.names.declarations[pointer])


@contextmanager
def survived(source: Path) -> Generator[Outcome | None, None, None]:
    """Generate from a source and import all of it; nothing where the run ends in errors.

    Raises ``AssertionError`` for whatever a run must not do.
    """
    report = Diagnostics()
    found: dict[type, Made] = {}

    def watch(made: Made) -> None:
        found[type(made)] = made

    name = f"hostile_{next(_NUMBERS)}"
    target = Target(
        name=name,
        source=source,
        shown="spec",
        output=Path("generated") / name,
        command=f"plainsdk generate {name}",
        runtime="runtime",
    )
    try:
        files = generate(target, report, watch)
    except Stopped:
        _check_report(report, cast("Document | None", found.get(Document)))
        yield None
        return
    _check_files(files)
    with _imported(name, files) as package:
        yield Outcome(
            document=cast("Document", found[Document]),
            api=cast("ir.Api", found[ir.Api]),
            names=cast("Names", found[Names]),
            package=package,
        )


def _check_report(report: Diagnostics, document: Document | None) -> None:
    """Every error has a code, words and a place; what stops a run is an error."""
    assert report.failed
    for one in report:
        assert one.code
        assert one.message
        if one.severity is not Severity.ERROR:
            continue
        place = one.where
        if isinstance(place, Pointer):
            place = document.locate(place) if document else None
        assert isinstance(place, Place), f"{one.code} has no place: {one.message}"
        assert place.line >= 1


def _check_files(files: Mapping[str, str]) -> None:
    for path, text in files.items():
        parts = PurePosixPath(path).parts
        assert parts
        assert not path.startswith("/")
        assert not {"..", "."} & set(parts)
        assert all(len(part.encode()) <= 255 for part in parts), path
        assert all(char.isprintable() and char not in '\\:*?"<>|' for char in path)
        assert text.encode("utf-8").decode("utf-8") == text
        if path.endswith(".py"):
            odd = {char for char in text if not char.isprintable()} - {"\n"}
            assert not odd, f"{path} shows {odd}"
            compile(text, path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports modules from files in memory."""

    def __init__(self, name: str, files: Mapping[str, str]) -> None:
        self._name = name
        self._files = files

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module of the package."""
        file = self._file(fullname)
        if file is None:
            return None
        return importlib.machinery.ModuleSpec(
            fullname, self, is_package=file.endswith("__init__.py")
        )

    def _file(self, fullname: str) -> str | None:
        head, *rest = fullname.split(".")
        if head != self._name:
            return None
        base = "/".join(rest)
        options = (f"{base}.py", f"{base}/__init__.py".lstrip("/"))
        return next((one for one in options if one in self._files), None)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        """Leave it to the machinery."""

    def exec_module(self, module: ModuleType) -> None:
        """Run a module's text."""
        file = self._file(module.__name__)
        assert file is not None
        code = compile(self._files[file], file, "exec", dont_inherit=True)
        exec(code, module.__dict__)  # noqa: S102  # to see whether it does any harm


@contextmanager
def _imported(name: str, files: Mapping[str, str]) -> Generator[ModuleType, None, None]:
    finder = _Finder(name, files)
    canary: list[int] = []
    builtins.__dict__["plainsdk_canary"] = canary
    sys.meta_path.insert(0, finder)
    try:
        package = importlib.import_module(name)
        for path in files:
            if path.endswith(".py"):
                words = path.removesuffix(".py").removesuffix("/__init__").split("/")
                module = importlib.import_module(".".join([name, *words]))
                _resolve(module)
        for index in (package, package.models):
            for each in index.__all__:
                getattr(index, each)
        yield package
        assert not canary, "a text of the source was run"
    finally:
        del builtins.__dict__["plainsdk_canary"]
        sys.meta_path.remove(finder)
        for module_name in [one for one in sys.modules if one.startswith(name)]:
            del sys.modules[module_name]


def _resolve(module: ModuleType) -> None:
    """Evaluate every annotation, which would run what was smuggled into one."""
    for thing in list(vars(module).values()):
        ours = getattr(thing, "__module__", None) == module.__name__
        if ours and (inspect.isclass(thing) or inspect.isfunction(thing)):
            if ".client" in module.__name__ or ".resources" in module.__name__:
                continue  # their names are there for type checkers alone
            typing.get_type_hints(thing, include_extras=True)


def fields(class_: Any) -> dict[str, Any]:
    """The types of a model's fields by their names in JSON, in its order."""
    hints = typing.get_type_hints(class_, include_extras=True)
    found: dict[str, Any] = {}
    for field in dataclasses.fields(class_):
        hint = hints[field.name]
        wires = [
            mark.name
            for mark in getattr(hint, "__metadata__", ())
            if isinstance(mark, Wire)
        ]
        found[wires[0] if wires else field.name] = hint
    return found


def decode_anything(outcome: Outcome) -> None:
    """Read JSON of every kind as every type: none of it is an error, and it is sent as it came."""
    for pointer in outcome.api.declarations:
        type_ = outcome.declared(pointer)
        for text in ("null", "true", "1", '"x"', "[]", "[{}]", "{}", '{"a":[1]}'):
            value = outcome.package.from_json(type_, text)
            assert outcome.package.to_json(value) == text


def api_of(outcome: Outcome) -> Api:
    """The constant in the module of the clients that holds what is true of every call."""
    found = outcome.package.client.__dict__["_API"]
    assert isinstance(found, Api)
    return found


def operations(outcome: Outcome) -> list[Operation]:
    """What stands in the modules of builders, one for each operation of the document."""
    builders = outcome.package.requests
    found: list[Operation] = []
    for group in builders.__all__:
        module: ModuleType = getattr(builders, group)
        found += [one for one in module.__dict__.values() if isinstance(one, Operation)]
    assert len(found) == len(outcome.api.operations)
    return found


def literals(type_: Any) -> set[Any]:
    """The values that a type lists, wherever in it.

    ``typing`` keeps one object for types that list the same in another order.
    """
    if typing.get_origin(type_) is typing.Literal:
        return set(typing.get_args(type_))
    return {value for part in typing.get_args(type_) for value in literals(part)}


def marks(type_: Any, kind: type) -> list[Any]:
    """The marks of a kind that stand in a type, wherever in it."""
    own = [one for one in getattr(type_, "__metadata__", ()) if isinstance(one, kind)]
    inner = [one for part in typing.get_args(type_) for one in marks(part, kind)]
    return own + inner
