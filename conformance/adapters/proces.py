"""A program in a process group of its own: lines in, lines out, never longer than agreed, and nothing left behind."""

import os
import selectors
import signal
import subprocess
import time
import weakref
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

from conformance.adapters.jsonrpc import Gespreksfout

MAX_REGEL = 64 * 1024 * 1024
"""Bytes in one line of standard output."""
MAX_STDERR = 64 * 1024
"""Bytes of standard error that are kept: the last ones."""
GEDULD = 2.0
"""Seconds in which a program may end by itself before it is made to."""
_HAP = 64 * 1024
_TIK = 0.01


class Proces:
    """A running program. Standard error is read along with every exchange, so that it never stands in the way.

    Raises:
        OSError, ValueError: it cannot be started.
    """

    def __init__(self, opdracht: Sequence[str]) -> None:
        self._popen = subprocess.Popen(  # noqa: S603  # to start the user's own program is the point
            opdracht,
            bufsize=0,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        self._in, self._uit, self._err = _pijpen(self._popen)
        os.set_blocking(self._in.fileno(), False)
        self._kiezer = selectors.DefaultSelector()
        self._kiezer.register(self._uit, selectors.EVENT_READ, Proces._lees_uit)
        self._kiezer.register(self._err, selectors.EVENT_READ, Proces._lees_err)
        self._ontvangen, self._regeleinde = bytearray(), -1
        self._stderr = bytearray()
        self._te_schrijven = memoryview(b"")
        self._opruimer = weakref.finalize(self, _ruim_op, self._popen, self._kiezer)

    @property
    def stderr(self) -> str:
        """The last part of what the program said on standard error."""
        return self._stderr.decode("utf-8", "replace")

    def wissel(self, regel: bytes, timeout: float) -> bytes:
        """Write a line and read one, without its line end.

        Raises:
            Gespreksfout: the time is up, the program ended, or its line is too long.
        """
        einde = time.monotonic() + timeout
        self._schrijf(regel)
        while self._te_schrijven or self._regeleinde < 0:
            rest = einde - time.monotonic()
            if rest <= 0:
                raise self._te_laat(timeout)
            self._wacht(rest)
        uit = bytes(self._ontvangen[: self._regeleinde])
        del self._ontvangen[: self._regeleinde + 1]
        self._regeleinde = self._ontvangen.find(b"\n")
        return uit

    def sluit(self) -> bool:
        """Close its input, wait until it ends, and clean up; False when it did not end by itself."""
        self._in.close()
        zelf = self._wacht_op_einde()
        self.ruim_op()
        return zelf

    def ruim_op(self) -> None:
        """End the whole process group, at once."""
        self._opruimer()

    # ---- one exchange

    def _schrijf(self, regel: bytes) -> None:
        self._te_schrijven = memoryview(regel)
        self._kiezer.register(self._in, selectors.EVENT_WRITE, Proces._schrijf_verder)

    def _wacht(self, seconden: float) -> None:
        for sleutel, _ in self._kiezer.select(seconden):
            doe: Callable[[Proces], None] = sleutel.data
            doe(self)

    def _schrijf_verder(self) -> None:
        try:
            geschreven = os.write(self._in.fileno(), self._te_schrijven[:_HAP])
        except BrokenPipeError:
            raise self._gestopt() from None
        self._te_schrijven = self._te_schrijven[geschreven:]
        if not self._te_schrijven:
            self._kiezer.unregister(self._in)

    def _lees_uit(self) -> None:
        hap = os.read(self._uit.fileno(), _HAP)
        if not hap:
            raise self._gestopt()
        if self._regeleinde < 0:
            plek = hap.find(b"\n")
            self._regeleinde = plek if plek < 0 else len(self._ontvangen) + plek
        self._ontvangen += hap
        if len(self._ontvangen) > MAX_REGEL + _HAP or (self._regeleinde < 0 and len(self._ontvangen) > MAX_REGEL):
            raise Gespreksfout(
                f"een regel van hoogstens {MAX_REGEL // 1024**2} MB",
                "een langere",
                "Doe dit: stuur alleen het antwoord, en sluit het af met een regeleinde.",
            )

    def _lees_err(self) -> None:
        hap = os.read(self._err.fileno(), _HAP)
        if not hap:
            self._kiezer.unregister(self._err)
        self._stderr += hap
        del self._stderr[:-MAX_STDERR]

    # ---- what can be wrong

    def _te_laat(self, timeout: float) -> Gespreksfout:
        if self._te_schrijven:
            gevonden = "het programma leest de vraag niet"
        else:
            gevonden = "het begin van een regel, zonder regeleinde" if self._ontvangen else "niets"
        return Gespreksfout(
            f"een regel als antwoord binnen {timeout:g} s",
            gevonden,
            "Doe dit: sluit elk antwoord af met een regeleinde en leeg de buffer (flush); "
            "is het systeem langzamer, geef het dan meer tijd met --timeout.",
        )

    def _gestopt(self) -> Gespreksfout:
        if self._te_schrijven:
            self._kiezer.unregister(self._in)
        ten_einde = self._wacht_op_einde()
        return Gespreksfout(
            "een regel als antwoord",
            f"het programma {self._hoe()}" if ten_einde else "het programma sloot zijn invoer of uitvoer",
            "Doe dit: houd het programma draaiend tot na stop; zoek de oorzaak in wat het op stderr schreef.",
        )

    def _hoe(self) -> str:
        code = self._popen.poll() or 0
        if code >= 0:
            return f"eindigde met exitcode {code}"
        namen = {sein.value: sein.name for sein in signal.Signals}
        return f"werd beëindigd door {namen.get(-code, f'signaal {-code}')}"

    def _wacht_op_einde(self) -> bool:
        """Wait until the program ends by itself; meanwhile take what it still says, so that it can."""
        einde = time.monotonic() + GEDULD
        with suppress(KeyError):
            self._kiezer.modify(self._uit, selectors.EVENT_READ, Proces._gooi_weg)
        while True:
            over = self._popen.poll() is not None
            stil = not self._kiezer.get_map() or not self._kiezer.select(0)
            if over and stil:
                return True
            if time.monotonic() > einde:
                return over
            if stil:
                time.sleep(_TIK)
            self._wacht(0)

    def _gooi_weg(self) -> None:
        if not os.read(self._uit.fileno(), _HAP):
            self._kiezer.unregister(self._uit)


def _pijpen(popen: "subprocess.Popen[bytes]") -> tuple[IO[bytes], IO[bytes], IO[bytes]]:
    assert popen.stdin is not None
    assert popen.stdout is not None
    assert popen.stderr is not None
    return popen.stdin, popen.stdout, popen.stderr


def _ruim_op(popen: "subprocess.Popen[bytes]", kiezer: selectors.BaseSelector) -> None:
    """End every process of the group and take in the dead one. Runs once, at the latest when the kit ends."""
    kiezer.close()
    if _sein(popen.pid, signal.SIGTERM) and not _is_leeg(popen, GEDULD):
        _sein(popen.pid, signal.SIGKILL)
    for pijp in _pijpen(popen):
        pijp.close()
    with suppress(subprocess.TimeoutExpired):
        popen.wait(GEDULD)


def _sein(groep: int, sein: int) -> bool:
    """Send a signal to a process group; False when nobody is left in it."""
    try:
        os.killpg(groep, sein)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _is_leeg(popen: "subprocess.Popen[bytes]", geduld: float) -> bool:
    einde = time.monotonic() + geduld
    while True:
        popen.poll()
        if not _sein(popen.pid, 0):
            return True
        if time.monotonic() > einde:
            return False
        time.sleep(_TIK)
