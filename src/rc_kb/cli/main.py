"""Owns the entry point: runs the command line and turns every error into a sentence and an exit code."""

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import NoReturn

from rc_kb.errors import ExitCode, RcKbError

_MANY_OBJECTS = 100_000
"""More objects than the imports of a query make, and few enough that a long load is collected."""

_A_MOMENT = 0.05
"""Seconds until Ctrl-C is asked again that came where nothing can be raised."""


def run() -> NoReturn:
    """Run rc-kb as a program of its own, and leave at once.

    All is written and closed by then; taking its modules down costs Python a sixth of a query (24 of 143 ms).
    """
    try:
        main()
    except SystemExit as end:
        with suppress(OSError):
            sys.stderr.flush()
        os._exit(end.code if isinstance(end.code, int) else ExitCode.FAILED)


def main() -> NoReturn:
    """Run rc-kb; the only place where errors become exit codes. Raises SystemExit with one of them."""
    # Imports make no garbage worth a collection: without collecting, a query starts 4 % sooner (measured).
    gc.set_threshold(_MANY_OBJECTS)
    _open_streams()
    sys.unraisablehook = _interrupt_again
    if hasattr(signal, "SIGPIPE"):
        # Nobody reads any more: end as other programs of a pipeline do, without a word.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        _run()
    except SystemExit as end:
        # Typer turns Ctrl-C into this without a word.
        if end.code == ExitCode.INTERRUPTED:
            _stop("interrupted.", ExitCode.INTERRUPTED)
        raise
    except RcKbError as error:
        # A note tells what was done before the error, and stays.
        _stop("\n".join([f"{error}", *getattr(error, "__notes__", ())]), error.exit_code)
    except KeyboardInterrupt:
        _stop("interrupted.", ExitCode.INTERRUPTED)
    except OSError as error:
        _stop(f"{error.filename or 'the output'} cannot be used: {error.strerror}.", ExitCode.FAILED)
    except UnicodeEncodeError as error:
        _stop(f"{error.object[error.start : error.end]!r} cannot be written in {error.encoding}.", ExitCode.USAGE)
    except MemoryError:
        _stop("there is not enough memory for this.", ExitCode.FAILED)
    sys.exit(ExitCode.DONE)


def _open_streams() -> None:
    """Let a closed stdout or stderr swallow what is written; Python has None in its place."""
    nowhere = os.devnull
    sys.stdout = sys.stdout or open(nowhere, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as long as the process
    sys.stderr = sys.stderr or open(nowhere, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _interrupt_again(ignored: "sys.UnraisableHookArgs") -> None:
    """Let Ctrl-C come once more that came while an object was collected, where Python drops what is raised.

    See https://github.com/python/cpython/issues/95959. Anything else is told as Python tells it.
    """
    if not issubclass(ignored.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(ignored)
        return
    import threading

    again = threading.Timer(_A_MOMENT, os.kill, (os.getpid(), signal.SIGINT))
    again.daemon = True
    again.start()


def _run() -> None:
    from rc_kb.cli.app import command_line

    try:
        command_line.main(prog_name="rc-kb")
    finally:
        sys.stdout.flush()


def _stop(sentence: str, code: ExitCode) -> NoReturn:
    from rc_kb.output import tell

    try:
        sys.stdout.flush()
    except OSError:
        # What could not be written is still in the buffer, and Python would try again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    with suppress(OSError):
        tell(sentence)
    sys.exit(code)
