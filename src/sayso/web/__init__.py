"""The door to an archive in a browser: stories, articles, people, searches and corrections.

In:    an archive, and how it is to be served
Out:   pages and the same as JSON, on an address of this machine
Steps: guard (names, token, forged forms) ─▶ route ─▶ view over a connection ─▶ frame | JSON;
       what takes long is done by one worker, and the page says so
"""

from sayso.web.options import WebOptions

__all__ = ["WebOptions"]
