"""Who one is to a server: a name and a password, or a token; never part of an address, which is shown and logged.

Without either, what `~/.netrc` says of the server's host is used.
"""

from __future__ import annotations

import os
from typing import Any, Final

from requests import PreparedRequest, Response
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

USER: Final = "IOMKG_STORE_USER"
PASSWORD: Final = "IOMKG_STORE_PASSWORD"
TOKEN: Final = "IOMKG_STORE_TOKEN"


def of_environment() -> AuthBase | None:
    """What the environment says of who one is; None when it says nothing."""
    if os.environ.get(TOKEN):
        return _Bearer(os.environ[TOKEN])
    if os.environ.get(USER):
        return _Named(os.environ[USER], os.environ.get(PASSWORD, ""))
    return None


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class _Named(AuthBase):
    """A name and a password by the scheme the server asks for: Digest, where the password is not sent, else Basic."""

    def __init__(self, user: str, password: str) -> None:
        self._digest = HTTPDigestAuth(user, password)
        self._basic = HTTPBasicAuth(user, password)
        self._chosen: HTTPBasicAuth | None = None

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        if self._chosen is not None:
            return self._chosen(request)
        # Answers a Digest challenge by itself; any other is answered below.
        prepared: PreparedRequest = self._digest(request)
        prepared.register_hook("response", self._answer_basic)
        return prepared

    def _answer_basic(self, response: Response, **options: Any) -> Response:
        challenge = response.headers.get("WWW-Authenticate", "").lower()
        if response.status_code != 401 or "digest" in challenge or self._chosen is not None:
            return response
        self._chosen = self._basic
        response.content  # noqa: B018 - read to its end, so that the connection can be used again
        response.close()
        request = self._basic(response.request.copy())
        answer: Response = response.connection.send(request, **options)
        answer.history.append(response)
        return answer
