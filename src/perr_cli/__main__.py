"""The one way in and the one way out: signals, closed pipes, messages and the exit status."""

from __future__ import annotations

import os
import signal

INTERRUPTED = 130


def _leave(*_: object) -> None:
    """Nothing is written as long as modules are loaded: an interruption is the end, without a traceback."""
    os._exit(INTERRUPTED)


if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # a shell may have it ignored
    signal.signal(signal.SIGINT, _leave)

import contextlib  # noqa: E402  (an interruption may come from here on)
import gc  # noqa: E402
import re  # noqa: E402
import sys  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from typing import Any, NoReturn  # noqa: E402

from perr_cli.language import N_  # noqa: E402


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run `perr` and leave with a status of CONTRACT §4; nothing ever leaves as a traceback."""
    if arguments is None and os.name == "posix" and sys.getfilesystemencoding() != "utf-8" and sys.executable:
        _again_in_utf8()
    # A call is short and leaves few cycles behind: to look for them takes a twentieth of its time.
    gc.disable()
    try:
        if signal.getsignal(signal.SIGINT) is _leave:
            signal.signal(signal.SIGINT, _interrupt)
        signal.signal(signal.SIGTERM, _interrupt)
        hang_up = getattr(signal, "SIGHUP", None)
        if hang_up and signal.getsignal(hang_up) is signal.SIG_DFL:  # nohup has it ignored
            signal.signal(hang_up, _interrupt)
        sys.unraisablehook = _swallowed
        status = _run(list(sys.argv[1:] if arguments is None else arguments))
        status = INTERRUPTED if _interrupted else status
    except KeyboardInterrupt:
        status = INTERRUPTED
    # A second signal while the first is being answered must not end in a traceback.
    try:
        status = _flush(status)
        # At once: everything is written, threads that still run are of no interest any more, and to take the
        # interpreter down would take a sixth of the time of a search.
        os._exit(status)
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)


def _again_in_utf8() -> NoReturn:
    """The same call in a Python that takes names of files for UTF-8, which this one was told not to."""
    from perr_cli import apart

    words = [*apart.call("perr_cli.__main__", "main"), *sys.argv[1:]]
    os.execve(sys.executable, words, {**os.environ, "PYTHONUTF8": "1"})  # noqa: S606  (our own program)


_interrupted = False
"""Whether we were told to end: code in C, and what tidies up, may swallow the exception, and tell a wrong error of its
own."""


def _interrupt(*_: Any) -> NoReturn:
    global _interrupted
    _interrupted = True
    raise KeyboardInterrupt


def _swallowed(what: Any) -> None:
    if not _interrupted:
        sys.__unraisablehook__(what)


def _run(arguments: list[str]) -> int:
    from perr_cli import language

    _have_streams()
    _speak_utf8()
    shell = os.environ.get("_PERR_COMPLETE")
    if shell:
        from perr_cli.cli.completing import complete

        return complete(shell, arguments)
    language.use(language.wanted(arguments))
    # Before the `try`, whose clauses need these names: an interruption may come while they are imported.
    import typer

    from perr_cli.cli.app import build
    from perr_cli.errors import PerrError, QueryError, ReaderGone, Status
    from perr_cli.text import visible

    try:
        try:
            # UTF-8 in, too, whatever the locale says.
            arguments = [os.fsencode(argument).decode("utf-8") for argument in arguments]
        except UnicodeError:
            raise QueryError(
                language._("an argument is not UTF-8"), language._("check the terminal's encoding")
            ) from None

        def call() -> int:
            # Not standalone: errors come here instead of being printed, and a status comes back.
            return int(build().main(arguments, prog_name="perr", standalone_mode=False) or 0)

        try:
            return call()
        except Exception as error:
            if not _forget_damaged(error):
                raise
            return call()
    except SystemExit:  # what Typer makes of a reader who has gone, where it prints by itself
        _discard()
        return int(Status.DONE)
    except PerrError as error:
        _tell(f"perr: {error}")
        return int(error.status)
    except typer.TyperException as error:
        return _usage(error)
    except typer.Abort:
        return INTERRUPTED
    except ReaderGone:
        return int(Status.DONE)
    except OSError as error:
        status = _unusable(
            language._(error.strerror or str(error)), language._("check the place that perr writes to")
        )  # fmt: skip
        _discard()
        return status
    except MemoryError:
        return _unusable(language._("there is not enough memory"), language._("ask for less, or close programs"))
    except Exception as error:
        return _unusable(
            language._("perr has a fault: {error}").format(error=visible(repr(error))),
            language._("please report it, with the command that you typed"),
        )


def _unusable(sentence: str, hint: str) -> int:
    """Tell what is wrong and what to do: the status of a call that cannot be answered."""
    from perr_cli.errors import Status
    from perr_cli.language import joined

    _tell("perr: " + joined(sentence, hint))
    return int(Status.UNUSABLE)


def _forget_damaged(error: Exception) -> bool:
    """Whether a kept index turned out to be damaged, though nobody has touched it: a disk can do that. It is gone
    then, and this call keeps none."""
    sqlite3 = sys.modules.get("sqlite3")
    if sqlite3 is None or not isinstance(error, sqlite3.DatabaseError):
        return False
    from perr_cli import cache

    with contextlib.suppress(OSError):
        cache.clear()
    os.environ["XDG_CACHE_HOME"] = os.devnull
    return True


# Typer's sentences in English only, and ours for them.
_USAGE = (
    (r"No such option: (.*?)[ .]*\(Possible options: (.*)\)", N_("no such option: {0}, did you mean {1}?")),
    (r"No such option: (.*?)\.? Did you mean (.*)\?", N_("no such option: {0}, did you mean {1}?")),
    (r"No such option: (.*)", N_("no such option: {0}")),
    (r"No such command '(.*)'\. Did you mean '(.*)'\?", N_("no such command: {0}, did you mean {1}?")),
    (r"No such command '(.*)'", N_("no such command: {0}")),
    (r"Missing argument '(.*)'", N_("the argument {0} is missing")),
    (r"Missing option '(.*?)'.*", N_("the option {0} is missing")),
    (r"Option '(.*)' does not take a value", N_("the option {0} takes no value")),
    (r"Option '(.*)' requires an argument", N_("the option {0} needs a value")),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", N_("more arguments than needed: {0}")),
    (r"Invalid value for '(.*?)'.*: '(.*)' is not one of (.*)", N_("{0}: “{1}” is not one of {2}")),
    (r"Invalid value for '(.*?)'.*: '(.*)' is not a valid .*", N_("{0}: “{1}” is not a number")),
    (r"Invalid value for '(.*?)'.*: (.*) is not in the range (.*)", N_("{0}: {1} is not in the range {2}")),
    (r"Invalid value(?: for '.*')?: (.*)", "{0}"),
)


def _usage(error: Any) -> int:
    """A call that the command line does not understand: one line, and where help is."""
    from perr_cli.language import _
    from perr_cli.text import shortened, visible

    context = getattr(error, "ctx", None)
    path = context.command_path if context else "perr"
    sentence = visible(error.format_message()).rstrip(".")
    for pattern, ours in _USAGE:
        match = re.fullmatch(pattern, sentence)
        if match:
            sentence = _(ours).format(*map(shortened, match.groups()))
            break
    return _unusable(sentence, _("see `{command} --help`").format(command=path))


def _have_streams() -> None:
    """Fill closed standard streams, lest the next file that is opened takes their number."""
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  (it lives as long as we do)


def _speak_utf8() -> None:
    """UTF-8 out, whatever the locale says: the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _tell(line: str) -> None:
    if _interrupted:
        return
    with contextlib.suppress(OSError):  # There may be nobody left to tell.
        print(line, file=sys.stderr)


def _flush(status: int) -> int:
    """Push out what is left: a reader who has gone is no failure, a full disk is one."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
        return status
    except BrokenPipeError:
        status = status if status in (2, INTERRUPTED) else 0
    except OSError as error:
        from perr_cli.language import _

        status = _unusable(_(error.strerror or str(error)), _("make room, or write elsewhere"))
    _discard()
    return status


def _discard() -> None:
    """Let what is still buffered go nowhere: Python flushes once more as it ends, and that must work."""
    with contextlib.suppress(OSError):  # There may be no descriptor left for it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()
