"""The example adapter behind HTTP as a program of its own."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager

from tests.helpers import PROJECT

PROGRAM = PROJECT / "examples" / "http_adapter" / "http_adapter.py"


@contextmanager
def running(**environment):
    """Start it on a free port, and give its address."""
    with subprocess.Popen(
        [sys.executable, str(PROGRAM), "0"], stderr=subprocess.PIPE, env=os.environ | environment
    ) as program:
        try:
            found = re.search(rb"http://\S+/", program.stderr.readline())
            yield found[0].decode()
        finally:
            program.kill()
            program.communicate()
