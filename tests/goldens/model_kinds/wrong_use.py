"""What type checkers refuse; it is never run."""

from __future__ import annotations

from golden.model_kinds.as_msgspec import models as structs
from golden.model_kinds.as_pydantic import models as py
from golden.model_kinds.as_typeddict import models as dicts

py.Ticket(title="t", from_="f", status="oepn", owner=None)  # error
structs.Ticket(title="t", from_="f", status="oepn", owner=None)  # error
structs.Ticket(title="t", from_="f", status="open", owner=None, made=None)  # error
ticket: dicts.Ticket = {"title": 1, "from": "f", "status": "x", "owner": None}  # error
print(ticket["titel"])  # error
