"""The same questions asked of a SPARQL 1.1 service elsewhere, which is only read; `iomkg.sparql` speaks with it."""

from iomkg.remote.service import Service

__all__ = ["Service"]
