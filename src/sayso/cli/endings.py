"""How the program ends: one line on standard error and a status, never a traceback for what can be
expected.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn

import click

from sayso.cli import interrupts
from sayso.cli.terminal import shown_line
from sayso.errors import NothingUsable, SaysoError


class ReaderGone(Exception):
    """Whoever read standard output has closed it. click would end with status 1 on BrokenPipeError
    itself.
    """


def guarded(run: Callable[[], object]) -> None:
    """Run, and turn what is expected to go wrong into a message and an exit status."""
    interrupts.watch()
    try:
        status = run()
        interrupts.stop_if_asked()
        sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        _interrupted()
    except (BrokenPipeError, ReaderGone):
        # The reader has gone (`| head`): stop quietly and at once; nothing is flushed into the
        # closed pipe.
        os._exit(0)
    except (SaysoError, OSError) as error:
        if interrupts.asked():  # what was broken off complains, too
            _interrupted()
        if isinstance(error, SaysoError):
            _say(str(error))
        else:
            _say(f"{error.filename or 'input or output'}: {error.strerror or error}")
        sys.exit(1 if isinstance(error, NothingUsable) else 2)
    sys.exit(status if isinstance(status, int) else 0)


def _interrupted() -> NoReturn:
    _say("interrupted; nothing was left half-written")
    # At once, for workers may be busy for long: they end when they see that this one is gone.
    os._exit(interrupts.status())


def _say(text: str) -> None:
    print(f"sayso: {shown_line(text)}", file=sys.stderr)
