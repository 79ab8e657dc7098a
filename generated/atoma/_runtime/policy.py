"""What an API says of sending again; the rules without such words are in ``retry``."""

from collections.abc import Sequence


class Retries:
    """When and how soon an operation may be sent again, as its API says.

    ``statuses`` are those that may pass (``"429"``, ``"5XX"``; none: the usual ones),
    ``connection`` whether a broken connection may. Pauses are in seconds: a random part
    of ``first``, which grows by ``factor`` up to ``longest``; ``total`` is the time for
    all attempts. How many there may be is up to the client.
    """

    __slots__ = (
        "connection",
        "factor",
        "first",
        "longest",
        "never",
        "statuses",
        "total",
    )

    def __init__(
        self,
        *,
        never: bool = False,
        statuses: Sequence[str] = (),
        connection: bool = True,
        first: float = 0.5,
        longest: float = 8.0,
        factor: float = 2.0,
        total: float = 60.0,
    ) -> None:
        self.never = never
        self.statuses = statuses
        self.connection = connection
        self.first = first
        self.longest = longest
        self.factor = factor
        self.total = total

    def names(self, status: int) -> bool:
        """Whether a status is one of those that may pass."""
        return not {str(status), f"{status // 100}XX"}.isdisjoint(self.statuses)


NEVER = Retries(never=True)
"""An operation that is not to be sent again, whatever happens."""
USUAL = Retries()
"""What holds where an API says nothing."""
