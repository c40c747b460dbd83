"""Fixtures of the tests on a cluster: the command line's own."""

from tests.cli.conftest import run

__all__ = ["run"]
