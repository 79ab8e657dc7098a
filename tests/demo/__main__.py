"""``python -m tests.demo``: tokens arrive through the generated client."""

from __future__ import annotations

from generated.mistral import Client

from .server import serve


def main() -> None:
    """Stream one chat completion from a local server to the terminal."""
    with (
        serve() as url,
        Client(url, api_key="demo") as client,
        client.chat.stream(
            model="mistral-small-latest",
            messages=[{"role": "user", "content": "What is a plain client?"}],
        ) as events,
    ):
        for event in events:
            content = event.choices[0].delta.content
            print(content or "", end="", flush=True)
    print()


if __name__ == "__main__":
    main()
