"""The graph on the web: SPARQL, entities by their IRIs, pages for people. Needs the extra `iomkg[web]`.

settings     what a server is told when it starts
app          the addresses, and which task answers each
lanes        processes that do the tasks: each reads the store, and is killed when it takes too long
desk         the tasks, as such a process does them
protocol     a request as a SPARQL query (SPARQL 1.1 Protocol)
still        the pages as files, for any web host
negotiation  which form and language of an answer a client takes
guards       limits of size and rate, and headers, for every answer
"""

from iomkg.web.app import create_app
from iomkg.web.settings import Settings

__all__ = ["Settings", "create_app"]
