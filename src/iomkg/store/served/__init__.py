"""A store on a SPARQL 1.1 server: its graphs there, its texts and its lock in a folder on this machine."""

from iomkg.store.served.graphs import Served

__all__ = ["Served"]
