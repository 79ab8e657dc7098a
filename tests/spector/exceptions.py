"""The scenarios that no generated SDK can pass, each with the reason; the suite's last test
holds this table against what happened.
"""

from __future__ import annotations

EXCEPTIONS: dict[str, str] = {}
