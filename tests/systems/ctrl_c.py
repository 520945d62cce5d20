"""A pytest plugin: somebody presses Ctrl-C after the third test."""

from itertools import count

_TESTS = count(1)
LAST = 3


def pytest_runtest_teardown():
    if next(_TESTS) == LAST:
        raise KeyboardInterrupt
