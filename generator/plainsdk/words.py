"""Words of names, string to string: snake, pascal, camel and what Python reserves.

Nothing here knows an API, keeps state or raises; what is unique is decided in
``naming``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_WORD = re.compile(
    r"OAuth[0-9]*(?![a-z])"  # one word to everyone
    r"|[A-Z]{2,}s(?![a-z0-9])"  # plural acronyms: IDs, URLs
    r"|[A-Z]+[0-9]*(?![a-z0-9])"  # acronyms: HTTP, HTTP2
    r"|[A-Z]+(?=[A-Z][a-z])"  # an acronym before a word: the JSON of JSONSchema
    r"|[A-Z]?[a-z][a-z0-9]*"  # words: schema, Schema, gpt4o
    r"|[A-Z]+[0-9]*"
    r"|[0-9]+[a-z]*"  # what starts with a digit: 3d
)

# Letters that have no decomposition, but a usual ASCII spelling.
_LETTERS = dict(
    zip(
        map(ord, "ßẞæÆœŒøØđĐðÐþÞłŁı"),
        ["ss", "SS", "ae", "AE", "oe", "OE", "o", "O", "d", "D", "d", "D"]
        + ["th", "Th", "l", "L", "i"],
        strict=True,
    )
)

_DULL = frozenset(
    ("message", "messages", "type", "types", "schema", "schemas", "model", "models")
    + ("proto", "protos", "definitions", "index", "src", "main", "resources")
)
_VERSION = re.compile(r"v?[0-9]+(?:[._]?[0-9]+)*(?:(?:alpha|beta|rc|p)[0-9]*)*")

# Plurals whose end does not say what one is called.
_SEVERAL = {
    "people": "person",
    "children": "child",
    "statuses": "status",
    "aliases": "alias",
    "movies": "movie",
    "cookies": "cookie",
    "indices": "index",
    "vertices": "vertex",
    "matrices": "matrix",
    "analyses": "analysis",
}
_ONE = ("ss", "us", "is", "series", "species", "news", "settings", "details")

_KEYWORD_NAMES = """
    False None True and as assert async await break class continue def del elif else
    except finally for from global if import in is lambda nonlocal not or pass raise
    return try while with yield
    """

# The names of ``builtins`` in CPython 3.11 to 3.14, written down so that output does
# not
# depend on the interpreter that made it.
_BUILTIN_NAMES = """
    ArithmeticError AssertionError AttributeError BaseException BaseExceptionGroup
    BlockingIOError BrokenPipeError BufferError BytesWarning ChildProcessError
    ConnectionAbortedError ConnectionError ConnectionRefusedError
    ConnectionResetError DeprecationWarning EOFError Ellipsis EncodingWarning
    EnvironmentError Exception ExceptionGroup FileExistsError FileNotFoundError
    FloatingPointError FutureWarning GeneratorExit IOError ImportError ImportWarning
    IndentationError IndexError InterruptedError IsADirectoryError KeyError
    KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError
    NotADirectoryError NotImplemented NotImplementedError OSError OverflowError
    PendingDeprecationWarning PermissionError ProcessLookupError
    PythonFinalizationError RecursionError ReferenceError ResourceWarning
    RuntimeError RuntimeWarning StopAsyncIteration StopIteration SyntaxError
    SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError
    UnboundLocalError UnicodeDecodeError UnicodeEncodeError UnicodeError
    UnicodeTranslateError UnicodeWarning UserWarning ValueError Warning
    ZeroDivisionError abs aiter all anext any ascii bin bool breakpoint bytearray
    bytes callable chr classmethod compile complex copyright credits delattr dict
    dir divmod enumerate eval exec exit filter float format frozenset getattr
    globals hasattr hash help hex id input int isinstance issubclass iter len
    license list locals map max memoryview min next object oct open ord pow print
    property quit range repr reversed round set setattr slice sorted staticmethod
    str sum super tuple type vars zip
    """

_KEYWORDS = frozenset(_KEYWORD_NAMES.split())
_BUILTINS = frozenset(_BUILTIN_NAMES.split())


def ascii_text(text: str) -> str:
    """The text with letters in ASCII: by decomposition (NFKD), else dropped."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return decomposed.encode("ascii", "ignore").decode("ascii")


def words(text: str) -> list[str]:
    """The words of a name in any spelling, with their own capitals.

    ``HTTPValidationError`` is ``HTTP``, ``Validation``, ``Error``; what is neither a
    letter nor a digit parts words.
    """
    return _WORD.findall(ascii_text(text))


def snake(text: str) -> str:
    """``HTTPValidationError`` as ``http_validation_error``.

    May be empty or start with a digit.
    """
    return "_".join(words(text)).lower()


def constant(text: str) -> str:
    """``HTTPValidationError`` as ``HTTP_VALIDATION_ERROR``.

    May be empty or start with a digit.
    """
    return "_".join(words(text)).upper()


def camel(text: str) -> str:
    """``api_key_id`` as ``apiKeyId``; may be empty or start with a digit."""
    found = words(text)
    return (
        "".join([found[0].lower(), *(w.capitalize() for w in found[1:])])
        if found
        else ""
    )


def pascal(text: str) -> str:
    """``chat_request`` as ``ChatRequest``; may be empty or start with a digit.

    Acronyms stay as they are (``JSONSchema``), except in a name of several words that
    is all capitals (``FILE_NAME`` is ``FileName``).
    """
    found = words(text)
    letters = "".join(found)
    if len(found) > 1 and letters == letters.upper():
        return "".join([w.capitalize() for w in found])
    return "".join([w[0].upper() + w[1:] for w in found])


def without_echo(group: tuple[str, ...], name: str) -> tuple[str, ...]:
    """The parts of a group and a name in it, without the parts that the name repeats.

    ``list_containers`` of ``Container`` is called after nothing but itself.
    """
    said = [_singular(word) for word in words(name)]

    def is_said(part: str) -> bool:
        wanted = [_singular(word) for word in words(part)]
        places = range(len(said) - len(wanted) + 1)
        return any(said[at : at + len(wanted)] == wanted for at in places)

    return (*(part for part in group if not is_said(part)), name)


def telling(parts: Iterable[str]) -> list[str]:
    """Folders and files without those whose names say nothing of what is in them."""
    return [
        part
        for part in parts
        if part.lower() not in _DULL and not _VERSION.fullmatch(part.lower())
    ]


def _singular(word: str) -> str:
    return word.lower().removesuffix("s")


def singular(name: str) -> str:
    """What one of the things is called that a name is of, as far as its end shows it."""
    end = name.lower()
    for several, one in _SEVERAL.items():
        if end.endswith(several):
            return name[: len(name) - len(several) + 1] + one[1:]
    if end.endswith("ies") and len(end) > len("ties"):
        return f"{name[:-3]}y"
    if end.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return name[:-2]
    if end.endswith(_ONE) or not end.endswith("s") or len(end) < len("abs"):
        return name
    return name[:-1]


def is_identifier(text: str) -> bool:
    """Whether the text is an ASCII identifier that Python does not reserve."""
    return text.isascii() and text.isidentifier() and text not in _KEYWORDS


def is_keyword(text: str) -> bool:
    """Whether Python reserves the name.

    Soft keywords (``match``, ``type``) are free.
    """
    return text in _KEYWORDS


def is_builtin(text: str) -> bool:
    """Whether the name is one of ``builtins``."""
    return text in _BUILTINS
