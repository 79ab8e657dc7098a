"""The words that models are written in where they are pydantic's; it knows no HTTP."""

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Self, get_args

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler
from pydantic_core import core_schema as core

from . import marks
from .kinds import is_mapping
from .late import bind
from .lazy import attributes
from .marks import UNSET, Binary, ReadOnly, Several, Unset, Wire

if TYPE_CHECKING:
    from decimal import Decimal
    from uuid import UUID

    from pydantic.annotated_handlers import GetJsonSchemaHandler
else:  # each costs more to load than all the rest
    __getattr__, __dir__ = attributes(__name__, {"Decimal": "decimal", "UUID": "uuid"})

__all__ = [
    "UNSET",
    "UUID",
    "Annotated",
    "Any",
    "Base64",
    "Base64Url",
    "Binary",
    "Decimal",
    "Length",
    "Model",
    "Null",
    "Pattern",
    "Range",
    "ReadOnly",
    "Several",
    "Tag",
    "Unknown",
    "Unlisted",
    "Unset",
    "Wire",
    "dt",
    "extra",
]


class Model(BaseModel):
    """The base of every model: one of pydantic's, which keeps what it does not declare.

    What is not in ``model_fields_set`` is not there for the API, which may be another
    thing than null. A model whose undeclared keys have a type says so in its body::

        __extra__: ClassVar[dict[str, m.Price]]
    """

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        defer_build=True,
        protected_namespaces=(),
    )

    @classmethod
    def model_rebuild(cls, **options: Any) -> bool | None:
        """See pydantic; the names of the models package are known, too."""
        cls._bind()
        # Whoever asks, often without a word, has names of its own that mean others.
        filled: dict[str, Any] = {"_types_namespace": {}, **options}
        return super().model_rebuild(**filled)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler, /
    ) -> core.CoreSchema:
        cls._bind()
        return handler(source)

    @classmethod
    def _bind(cls) -> None:
        for owner in cls.__mro__:
            if issubclass(owner, Model):
                bind(owner)

    def model_post_init(self, context: Any, /) -> None:
        """Send constants, which are there whoever makes the model."""
        from .instances import constants_of

        constants = constants_of(type(self))
        if constants:
            self.__pydantic_fields_set__.update(constants)


def extra(model: Model, /) -> dict[str, Any]:
    """Give the keys of ``model`` that its class does not declare, by their names in
    JSON.

    The dict is the model's own, pydantic's ``model_extra``: what is written into it is
    sent, and where it holds a key that the class does declare, its value is the one
    that is sent.
    """
    found = model.__pydantic_extra__
    if found is None:
        found = {}
        object.__setattr__(model, "__pydantic_extra__", found)
    return found


class Unlisted(marks.Unlisted):
    """A value of an enumeration that this version of the SDK does not list.

    Decoding makes it; whoever wants to send such a value says so with
    ``Unlisted("new")``.
    """

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core.CoreSchema:
        text = core.to_string_ser_schema()
        return core.no_info_after_validator_function(
            cls, core.str_schema(), serialization=text
        )


class Unknown(marks.Unknown):
    """A member of a union that this version of the SDK does not know.

    ``tag`` is the value that says which member it is, ``None`` where there is none;
    ``raw`` is the JSON value as it came, and is sent back as it is.
    """

    __slots__ = ()

    @classmethod
    def read(cls, value: Any) -> Self:
        """Make one of what is no member."""
        if isinstance(value, cls):
            return value
        if value is None or isinstance(value, BaseModel):
            raise ValueError("no JSON value of a union")
        return cls(None, value)

    @staticmethod
    def write(value: Any) -> Any:
        """Give what came."""
        return value.raw if isinstance(value, Unknown) else value

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core.CoreSchema:
        return _strangers(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core.CoreSchema, handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return {}


def _strangers(read: Any) -> core.CoreSchema:
    written = core.plain_serializer_function_ser_schema(Unknown.write)
    return core.no_info_before_validator_function(
        read, core.any_schema(), serialization=written
    )


class Tag(marks.Tag):
    """The key of a union that says which member a value is.

    ``mapping`` gives the name of the member's class for each value of the key
    ``property``; it is kept as pairs. ``default`` is the member that a value with no
    such key, or with another value in it, is.
    """

    __slots__ = ()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core.CoreSchema:
        known = {name for _, name in self.mapping} | {self.default}
        members = {_name(arg): arg for arg in get_args(source) or (source,)}
        choices: dict[Any, core.CoreSchema] = {
            name: handler.generate_schema(member)
            for name, member in members.items()
            if name in known
        }
        strangers = _strangers(self._unknown)
        others = [
            handler.generate_schema(member)
            for name, member in members.items()
            if name not in ("Unknown", "NoneType")
        ]
        table: dict[Any, str] = dict(self.mapping)

        def name_of(value: Any) -> str:
            if isinstance(value, BaseModel):
                names = [base.__name__ for base in type(value).__mro__]
                return next((name for name in names if name in choices), _OTHER)
            if not is_mapping(value):
                return _OTHER
            tag = value.get(self.property, UNSET)
            found: str | None = self.default
            if isinstance(tag, (str, int, float)):
                found = table.get(tag, found)
            if found is not None and found in choices:
                return found
            return _OTHER if tag is UNSET else _STRANGER

        choices[_OTHER] = core.union_schema(
            [core.union_schema([*others]), strangers], mode="left_to_right"
        )
        choices[_STRANGER] = strangers
        if any(_name(arg) == "NoneType" for arg in get_args(source)):
            return core.nullable_schema(core.tagged_union_schema(choices, name_of))
        return core.tagged_union_schema(choices, name_of)

    def _unknown(self, value: Any) -> Unknown:
        made = Unknown.read(value)
        if made.tag is None and is_mapping(made.raw):
            made.tag = made.raw.get(self.property)
        return made


_OTHER = "another value"
_STRANGER = "another tag"


def _name(member: Any) -> str:
    """Give the name of a class or alias, which may not have been looked up yet."""
    path = getattr(member, "__forward_arg__", None) or getattr(member, "__name__", "")
    return str(path).rpartition(".")[2]


class Null(marks.Mark):
    """Marks a field of which null is a value, and not as if its key were not there."""

    __slots__ = ()


class Base64(marks.Mark):
    """Marks ``bytes`` that are base64 in JSON (RFC 4648, section 4)."""

    __slots__ = ()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core.CoreSchema:
        from .scalars import read_bytes, text_of_bytes

        return _bytes(handler(source), read_bytes, text_of_bytes)


class Base64Url(marks.Base64Url):
    """Marks ``bytes`` that are text in the alphabet for URLs and names of files (RFC
    4648, section 5), sent without padding.
    """

    __slots__ = ()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core.CoreSchema:
        from .scalars import read_base64url, text_of_base64url

        return _bytes(handler(source), read_base64url, text_of_base64url)


def _bytes(schema: core.CoreSchema, read: Any, write: Any) -> core.CoreSchema:
    def given(value: Any) -> Any:
        return read(value) if isinstance(value, str) else value

    text = core.plain_serializer_function_ser_schema(
        write, return_schema=core.str_schema(), when_used="json"
    )
    return core.no_info_before_validator_function(given, schema, serialization=text)


def _checked(
    limit: "Range | Length | Pattern", schema: core.CoreSchema
) -> core.CoreSchema:
    """Let pydantic check a constraint, as ``validate`` does."""
    return core.no_info_after_validator_function(partial(_check, limit), schema)


def _check(limit: "Range | Length | Pattern", value: Any) -> Any:
    from .validation import broken

    for message in broken(limit, value):
        raise ValueError(message)
    return value


def _described(schema: dict[str, Any], **words: Any) -> dict[str, Any]:
    """Add keywords to a JSON Schema."""
    said = {word: value for word, value in words.items() if value is not None}
    return {**schema, **said}


class Range(marks.Range):
    """Bounds of a number: ``low`` and ``high`` belong to it, ``above`` and ``below`` do
    not.

    ``step`` is what the number must be a multiple of.
    """

    __slots__ = ()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core.CoreSchema:
        return _checked(self, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core.CoreSchema, handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return _described(
            handler(schema),
            minimum=self.low,
            maximum=self.high,
            exclusiveMinimum=self.above,
            exclusiveMaximum=self.below,
            multipleOf=self.step,
        )


class Length(marks.Length):
    """Bounds, both included, of the length of a text in characters, of a list or of a
    dict.

    ``unique``: no two items of a list are equal.
    """

    __slots__ = ()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core.CoreSchema:
        return _checked(self, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core.CoreSchema, handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        described = handler(schema)
        kind = _SIZES.get(str(described.get("type")), "Length")
        return _described(
            described,
            uniqueItems=self.unique or None,
            **{f"min{kind}": self.low, f"max{kind}": self.high},
        )


_SIZES = {"array": "Items", "object": "Properties"}


class Pattern(marks.Pattern):
    """A regular expression of ECMA-262 that is found somewhere in the text."""

    __slots__ = ()

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core.CoreSchema:
        return _checked(self, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core.CoreSchema, handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        return _described(handler(schema), pattern=self.regex)
