"""`python -m rhetoric` is the program `rhetoric`."""

from rhetoric.cli.main import run

if __name__ == "__main__":
    run()
