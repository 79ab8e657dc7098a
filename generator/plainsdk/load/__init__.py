"""A source to a ``Document``: field tables with ``http.yaml``, or OpenAPI.

Nothing after this stage knows which of them it was.
"""

from .pages import read_page
from .sources import load

__all__ = ["load", "read_page"]
