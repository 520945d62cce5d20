"""Plays jobs one after the other, each as a run in a process of its own: what befalls one, befalls no other."""

import signal
import subprocess
import sys
from collections.abc import Callable, Sequence

from migratietoets.conformance.batch.job import Job
from migratietoets.conformance.run.folder import RunFolder, footer_of
from migratietoets.conformance.run.signals import Terminated
from migratietoets.conformance.vocabulary.exit_codes import ExitCode
from migratietoets.conformance.vocabulary.outcomes import Stop
from migratietoets.istandaard.writing import UnwritableError, make_folder, write_whole, writing

MAIN = "migratietoets.conformance.commands.main"
SCREEN, ASKED = "scherm.txt", "opdracht.txt"
"""Beside the results of a run: what it said, and what it was asked."""
HIGHEST = 143
"""No command ends with a higher code by itself."""


def is_finished(job: Job) -> bool:
    """Whether the run came to its end, of what is asked now."""
    footer = None if job.problem else footer_of(RunFolder(job.folder).log)
    return footer is not None and not footer.stop and _asked(job) == "\n".join(job.words)


def play(job: Job, *, resume: bool) -> int:
    """Play a job; the exit code of its run, or that of a broken kit where it ended in no way that is ours.

    Args:
        job: which.
        resume: go on with what stands there, where that is the same and was broken off.

    Raises:
        UnwritableError: there is no room for its results.
        KeyboardInterrupt: it was ended from outside, and the run with it.
    """
    make_folder(job.folder)
    unfinished = resume and _asked(job) == "\n".join(job.words) and RunFolder(job.folder).asked.exists()
    write_whole(job.folder / ASKED, "\n".join(job.words))
    words = [sys.executable, "-P", "-m", MAIN, "run", *job.words, f"--out={job.folder}", *["--resume"] * unfinished]
    with writing(job.folder), (job.folder / SCREEN).open("wb") as screen:
        program = subprocess.Popen(  # noqa: S603  # it is the kit itself
            words, stdin=subprocess.DEVNULL, stdout=screen, stderr=subprocess.STDOUT, start_new_session=True
        )
        code = _wait(program)
    return code if 0 <= code <= HIGHEST else ExitCode.KIT


def _wait(program: subprocess.Popen[bytes]) -> int:
    """Wait for a run; whoever ends this program, ends that one neatly first, and at once the second time."""
    try:
        return program.wait()
    except KeyboardInterrupt as error:
        program.send_signal(signal.SIGTERM if isinstance(error, Terminated) else signal.SIGINT)
        try:
            program.wait()
        except KeyboardInterrupt:
            program.kill()
            program.wait()
        raise


def _asked(job: Job) -> str | None:
    try:
        return (job.folder / ASKED).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def play_all(jobs: Sequence[Job], tell: Callable[[str], None], *, resume: bool) -> tuple[list[int], int]:
    """Play every job; the exit code of each, in their order, as far as it came, and that of all of them together.

    Args:
        jobs: which; those with a problem are left out.
        tell: is told how far it is.
        resume: leave what is finished as it is.
    """
    codes: list[int] = []
    for number, job in enumerate(jobs, start=1):
        footer = footer_of(RunFolder(job.folder).log) if resume and is_finished(job) else None
        what = f": {job.problem}" if job.problem else " was al af." if footer else " ..."
        try:
            tell(f"{number} van {len(jobs)}: {job.name}{what}")
            codes.append(job.code if job.problem else footer.exit if footer else play(job, resume=resume))
        except UnwritableError as error:
            tell(str(error))
            codes.append(ExitCode.USAGE)
        except KeyboardInterrupt as error:
            return codes, (Stop.TERMINATED if isinstance(error, Terminated) else Stop.INTERRUPT).exit_code
    return codes, max(codes, default=ExitCode.CONFORM)
