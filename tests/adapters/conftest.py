import pytest
from adapters.programmas import schrijf_programma

from conformance.adapters import laad


@pytest.fixture
def programma(tmp_path):
    """Write a program; the result is the name of its adapter."""
    return lambda lijf: schrijf_programma(tmp_path / "programma.py", lijf)


@pytest.fixture
def start(programma):
    """Start a program as an adapter, and clean up after the test."""
    gestart = []

    def doe(lijf, timeout=20.0):
        gestart.append(laad(programma(lijf), timeout=timeout))
        return gestart[-1]

    yield doe
    for adapter in gestart:
        adapter._proces.ruim_op()
