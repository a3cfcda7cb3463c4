"""The command line: files and options in, rows and dossiers out.

In:    paths, globs, folders or standard input, and options
Out:   results on standard output or in files, progress and warnings on standard error, an exit
       status
Steps: read the input, run the stages that the command needs, print
"""

from sayso.cli.commands import main

__all__ = ["main"]
