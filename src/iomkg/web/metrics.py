"""What was asked and how long it took, counted for Prometheus."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.requests import Request
from starlette.responses import Response

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """Counts of one server."""

    kind = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._asked = Counter(
            "iomkg_requests", "Requests by address and status.", ("address", "status"), registry=self._registry
        )
        self._took = Histogram(
            "iomkg_request_seconds", "Seconds to an answer.", ("address",), buckets=_SECONDS, registry=self._registry
        )
        self._working = Gauge("iomkg_processes_working", "Processes at work.", ("lane",), registry=self._registry)

    def counted(
        self, address: str, does: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """The same handler, its requests counted; what it raises counts as `failed`."""

        async def counted(request: Request) -> Response:
            begun = time.perf_counter()
            status = "failed"
            try:
                response = await does(request)
                status = str(response.status_code)
                return response
            finally:
                self._asked.labels(address, status).inc()
                self._took.labels(address).observe(time.perf_counter() - begun)

        return counted

    def text(self, working: Mapping[str, int]) -> bytes:
        """All counts in the text format of Prometheus; `working` has the processes at work by lane."""
        for lane, number in working.items():
            self._working.labels(lane).set(number)
        return bytes(generate_latest(self._registry))
