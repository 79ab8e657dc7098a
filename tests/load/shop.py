"""Pages of operations of a small shop, for the tests; nothing here asserts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.load.support import (
    HTTP,
    Loaded,
    folder,
    line,
    link,
    page,
    row,
)

RETRIES = row("retries", "[Optional[utils.RetryConfig]](../utils/retryconfig.md)")


def table(*header: str, rows: tuple[str, ...]) -> str:
    return "\n".join([line(*header), line(*["---"] * len(header)), *rows])


def operation(
    name: str,
    *rows: str,
    returns: str = "",
    errors: tuple[str, ...] = (),
    marker: str = "",
    about: str = "",
) -> str:
    """One operation of a page."""
    parts = [f"## {name}", about, "### Example Usage", marker, "```python\n## x\n```"]
    if rows:
        header = ("Parameter", "Type", "Required", "Description")
        parts += ["### Parameters", table(*header, rows=rows)]
    if returns:
        parts += ["### Response", f"**{returns}**"]
    if errors:
        columns = ("Error Type", "Status Code", "Content Type")
        parts += ["### Errors", table(*columns, rows=errors)]
    return "\n\n".join(part for part in parts if part)


def group(title: str, *operations: str, named: str = "", listed: str = "") -> str:
    """A page of operations, with its list of them."""
    names = [text.partition("\n")[0].removeprefix("## ") for text in operations]
    toc = listed or "\n".join(f"* [{n}](#{n.strip('~')}) - Does {n}" for n in names)
    top = f"# {title}\n{named}\n\n## Overview\n\nAll of it.\n\n### Available Operations"
    return f"{top}\n\n{toc}\n\n" + "\n\n".join(operations)


THING = page("Thing", row("a", "*str*", required=True), row("b", "*Optional[int]*"))
FAULT = page("Fault", row("why", "*str*"))
EVENT = page("Event", row("data", link("Thing"), required=True))


def shop(tmp_path: Path, text: str, http: str = "", **more: str) -> Loaded:
    """A source with one page of operations, the classes and the facts."""
    files = {
        "http.yaml": HTTP + http,
        "docs/sdks/things/README.md": text,
        "docs/models/thing.md": THING,
        "docs/models/fault.md": FAULT,
        "docs/models/event.md": EVENT,
        **{f"docs/models/{name}.md": text for name, text in more.items()},
    }
    return folder(tmp_path, files)


def facts(name: str, method: str, path: str, *more: str) -> str:
    """One operation of ``http.yaml``."""
    lines = [f"  {name}:", f"    method: {method}", f"    path: {path}"]
    return "\n".join(["operations:", *lines, *(f"    {item}" for item in more)]) + "\n"


def only(loaded: Loaded) -> Any:
    """The one operation of a document."""
    ((_, item),) = loaded.root["paths"].items()
    ((_, found),) = item.items()
    return found


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
