"""``python -m plainsdk``; it holds nothing of its own."""

from .cli import main

if __name__ == "__main__":
    main()
