"""A source to a ``Document``: field tables with ``http.yaml``, or OpenAPI.

Nothing after this stage knows which of them it was.
"""

from .sources import load

__all__ = ["load"]
