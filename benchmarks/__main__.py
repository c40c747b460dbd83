"""All benchmarks, one after the other: ``python -m benchmarks``, or one of them: ``python -m benchmarks.screen``."""

from __future__ import annotations

from importlib import import_module

NAMES = (
    "screen",
    "keystrokes",
    "search",
    "search_growth",
    "annotations",
    "anchoring",
    "entities",
    "recognizing",
    "rulings",
    "serve",
)


def main() -> None:
    """Run each with what it takes by itself."""
    for name in NAMES:
        print(f"\n== {name}")
        import_module(f"benchmarks.{name}").main([])


if __name__ == "__main__":
    main()
