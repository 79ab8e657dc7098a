"""Makes the calls of ``calls.py`` with the published SDK; run by the interpreter that has it.

    python peer_mistral.py URL

For each call by its name, first ``chat.complete``, then ``chat.stream``; what the server gets is
the server's to compare. It prints the names.
"""

import sys

from calls import CALLS, MODEL
from mistralai import Mistral, models


def main(url: str) -> None:
    """Make every call, in order."""
    with Mistral(api_key="sk-secret", server_url=url) as client:
        for name, call in CALLS.items():
            client.chat.complete(model=MODEL, **call(models))
            with client.chat.stream(model=MODEL, **call(models)) as events:
                for _ in events:
                    pass
            print(name)


if __name__ == "__main__":
    main(sys.argv[1])
