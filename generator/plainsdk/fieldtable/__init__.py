"""The table dialect both ways: page, row and type cell, parsed and formatted.

It knows Markdown text and nothing of schemas, files or severities; faults are values.
"""

from .cells import cell_of, text_of
from .lines import Fault
from .operations import (
    Entry,
    ErrorRow,
    Marker,
    OperationPage,
    is_operation_page,
    parse_operations,
    read_resources,
)
from .pages import Body, Fields, Member, Page, Supported, Value, Values, parse_page
from .rows import Cells, Row
from .text import format_page, format_table
from .types import (
    BadType,
    Class,
    Constant,
    DictOf,
    Linked,
    ListOf,
    Name,
    Starred,
    StreamOf,
    Type,
    UnionOf,
    Wrapped,
    classes_in,
    format_type,
    parse_type,
)

__all__ = [
    "BadType",
    "Body",
    "Cells",
    "Class",
    "Constant",
    "DictOf",
    "Entry",
    "ErrorRow",
    "Fault",
    "Fields",
    "Linked",
    "ListOf",
    "Marker",
    "Member",
    "Name",
    "OperationPage",
    "Page",
    "Row",
    "Starred",
    "StreamOf",
    "Supported",
    "Type",
    "UnionOf",
    "Value",
    "Values",
    "Wrapped",
    "cell_of",
    "classes_in",
    "format_page",
    "format_table",
    "format_type",
    "is_operation_page",
    "parse_operations",
    "parse_page",
    "parse_type",
    "read_resources",
    "text_of",
]
