"""The program's way in: `coach`, or `python -m coach.start`."""

import gc
from importlib import import_module


def main() -> None:
    """Its modules are loaded without the garbage collector, which would walk through all that is there again
    and again and find nothing: a tenth of the start."""
    gc.disable()
    app = import_module("coach.cli").app
    gc.enable()
    app()


if __name__ == "__main__":
    main()
