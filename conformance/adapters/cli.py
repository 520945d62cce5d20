"""The transport `cli:`: any program, in any language, with one JSON-RPC 2.0 object a line on stdin and stdout."""

import shlex

from conformance.adapters import jsonrpc
from conformance.adapters.proces import Proces
from conformance.protocol import Adapter, Adapterfout, Waarde
from conformance.vormfout import veilig
from istandaard.model import Invoerfout

REGELS_STDERR, TEKENS_STDERR = 15, 2000
"""How much of standard error is shown."""


class Programma(jsonrpc.OpAfstand):
    """A program that was started. After a time-out or a crash it is dead: every later call says so at once.

    Attributes:
        zelf_gestopt: whether the program ended by itself after stop; None before stop.
    """

    def __init__(self, opdrachtregel: str, timeout: float) -> None:
        self.naam = f"cli:{opdrachtregel}"
        self.zelf_gestopt: bool | None = None
        self._timeout = timeout
        self._nummer = 0
        self._proces = Proces(shlex.split(opdrachtregel))

    def vraag(self, werkwoord: str, params: Waarde) -> Waarde:
        """Ask and wait, no longer than the time-out.

        Raises:
            Foutantwoord: the program answers with an error object, and lives on.
            Adapterfout: it does not answer in time, in order or at all.
        """
        if self.dood is not None:
            raise Adapterfout(self.dood)
        self._nummer += 1
        wat = f"{werkwoord} ({params['command']})" if werkwoord == "instruct" else werkwoord
        try:
            regel = self._proces.wissel(jsonrpc.schrijf(self._nummer, werkwoord, params), self._timeout)
            return jsonrpc.lees(regel, self._nummer)
        except jsonrpc.Foutantwoord as fout:
            raise jsonrpc.Foutantwoord(f"De adapter {self.naam}, op {wat}: {fout}") from None
        except jsonrpc.Gespreksfout as fout:
            self._breek_af(f"De adapter {self.naam} werkt niet meer sinds {wat}. {fout}{self._stderr()}")
            raise Adapterfout(self.dood) from None
        except BaseException:
            self._breek_af(f"De adapter {self.naam} is afgebroken tijdens {wat}.")
            raise

    def stop(self, params: Waarde) -> Waarde:
        """Say goodbye and wait until the program ends; what does not end by itself is made to."""
        antwoord = self.vraag("stop", params)
        self.zelf_gestopt = self._proces.sluit()
        self.dood = f"De adapter {self.naam} is gestopt. Start hem opnieuw."
        return antwoord

    def _breek_af(self, waarom: str) -> None:
        self.dood = waarom
        self._proces.ruim_op()

    def _stderr(self) -> str:
        regels = veilig(self._proces.stderr, TEKENS_STDERR, einde=True).strip().splitlines()[-REGELS_STDERR:]
        return "".join(f"\n  stderr: {regel}" for regel in regels)


def laad_programma(opdrachtregel: str, timeout: float) -> Adapter:
    """Start a program from a command line as a shell would read it, without a shell.

    Args:
        opdrachtregel: the program and its arguments; quotes hold words together.
        timeout: seconds for one answer.

    Raises:
        Invoerfout: the command line is empty or cannot be read.
        Adapterfout: there is no such program, or it cannot be started.
    """
    try:
        woorden = shlex.split(opdrachtregel)
    except ValueError:
        woorden = []
    if not woorden:
        raise Invoerfout(
            f"Adapter cli:{opdrachtregel}: verwacht een opdrachtregel, zoals 'cli:python mijn_adapter.py'; "
            "gevonden een lege of een met een aanhalingsteken zonder wederhelft. Verbeter de opdrachtregel."
        )
    try:
        return Programma(opdrachtregel, timeout)
    except (OSError, ValueError) as fout:
        raise Adapterfout(
            f"De adapter cli:{opdrachtregel} kan niet worden gestart. Verwacht: een programma {woorden[0]!r}; "
            f"gevonden: {_waarom(fout)}. Doe dit: controleer de naam, het pad en de rechten; "
            "een programma in de huidige map begint met ./."
        ) from fout


def _waarom(fout: Exception) -> str:
    if isinstance(fout, FileNotFoundError):
        return "dat bestaat niet"
    if isinstance(fout, PermissionError):
        return "dat mag niet worden uitgevoerd"
    return f"{fout.strerror}" if isinstance(fout, OSError) and fout.strerror else f"{fout}"
