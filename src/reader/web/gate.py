"""Who may come in: the token of the printed address once, then a cookie. Everyone else is refused and told nothing."""

from __future__ import annotations

import hmac
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aiohttp import hdrs, web

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

TOKEN = "token"  # noqa: S105 (the name of the parameter)
REFUSAL = "This page opens only at the address that `reader serve` printed, with its token.\n"
# A redirect would be part of the visit that led here, perhaps from a page elsewhere, and get no SameSite=Strict cookie.
WELCOME = (
    '<!DOCTYPE html><title>reader</title><link rel="icon" href="data:,"><meta http-equiv="refresh" content="0; url=./">'
)


@dataclass(frozen=True, slots=True)
class Gate:
    """Lets in who has the token."""

    token: str
    cookie: str
    """The cookie's name: cookies are shared by all ports of a host, and two servers should not take each other's."""
    origin: str | None = None
    """Scheme, host and port that people use, where a proxy stands in front."""

    @web.middleware
    async def admit(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Hand a request on if it may be answered.

        Raises:
            HTTPForbidden: it may not.
        """
        if request.method == hdrs.METH_GET and request.path == "/" and self._fits(request.query.get(TOKEN)):
            return self._welcome()
        if not self._fits(request.cookies.get(self.cookie)):
            raise web.HTTPForbidden(text=REFUSAL)
        if hdrs.UPGRADE in request.headers and not self._is_own_page(request):
            log.warning(
                "A page of %r was refused; behind a proxy, --url tells `reader serve` the address that people use.",
                request.headers.get(hdrs.ORIGIN),
            )
            raise web.HTTPForbidden(text=REFUSAL)
        return await handler(request)

    def _fits(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode("utf-8", "replace"), self.token.encode())

    def _is_own_page(self, request: web.Request) -> bool:
        """Whether the page that opens a websocket is ours: browsers let any page open one, cookies and all."""
        own = self.origin or f"{request.scheme}://{request.host}"
        return request.headers.get(hdrs.ORIGIN) == own

    def _welcome(self) -> web.Response:
        response = web.Response(text=WELCOME, content_type="text/html")
        secure = self.origin is not None and self.origin.startswith("https:")
        response.set_cookie(self.cookie, self.token, httponly=True, samesite="Strict", secure=secure)
        return response
