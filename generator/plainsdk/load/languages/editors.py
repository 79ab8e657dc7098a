"""What schemas say to editors, in the words that generators know, in place.

VS Code and the language servers of its kind have these keywords; no validator has.
"""

from __future__ import annotations

from ...document import Json

_ONLY = frozenset(
    ("markdownDescription", "markdownEnumDescriptions", "enumDescriptions")
    + ("deprecationMessage", "markdownDeprecationMessage", "defaultSnippets")
    + ("doNotSuggest", "suggestSortText", "errorMessage", "patternErrorMessage")
    + ("allowComments", "allowTrailingCommas", "tsType", "tsEnumNames")
)


def without_editors_words(schema: dict[str, Json]) -> None:
    """Take out what only editors read; what it says of the schema is kept."""
    found = _ONLY & schema.keys()
    if not found:
        return
    described = [schema.get("description"), schema.get("markdownDescription")]
    told = [schema.get("deprecationMessage"), schema.get("markdownDeprecationMessage")]
    values = [schema.get("enumDescriptions"), schema.get("markdownEnumDescriptions")]
    for key in found:
        del schema[key]
    words = next((one for one in described if isinstance(one, str) and one), "")
    reason = next((one for one in told if isinstance(one, str) and one), "")
    if reason:
        schema["deprecated"] = True
        words = "\n\n".join(one for one in (words, f"Deprecated: {reason}") if one)
    if words:
        schema["description"] = words
    listed = next((one for one in values if isinstance(one, list)), None)
    enum = schema.get("enum")
    if isinstance(enum, list) and listed is not None and len(enum) == len(listed):
        schema.setdefault("x-enum-descriptions", listed)
