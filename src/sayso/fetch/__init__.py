"""The door to the web: articles and feeds by their addresses, and nothing that was not asked for.

In:    addresses (http, https)
Out:   Document, or Rejected with the reason; the rest goes on
Steps: check the address ─▶ robots.txt ─▶ wait ─▶ connect to the checked place ─▶ documents.fields
"""

from sayso.fetch.articles import articles, is_address
from sayso.fetch.following import Visit, follower, send

__all__ = ["Visit", "articles", "follower", "is_address", "send"]
