"""What every answer says to the browser, and how much a question may hold."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 13 << 20  # of one question: a photograph of 12 MB and what is typed
TOO_LARGE = 413

# Nothing but our own files; no script and no style in a page itself.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=()",
    # Kept for the button that goes back, asked again otherwise.
    "Cache-Control": "private, no-cache",
}


class Shield:
    """Puts headers on every answer that has none of the kind, and bounds questions."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one question."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        left = MOST_BYTES

        async def bounded() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise HTTPException(TOO_LARGE)
            return message

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, _refusing if _is_large(scope) else bounded, dressed)


async def _refusing() -> Message:
    """Refuse a question whose own length is too large, once somebody wants to read it."""
    raise HTTPException(TOO_LARGE)


def _is_large(scope: Scope) -> bool:
    told = Headers(scope=scope).get("content-length", "0")
    return not told.isdecimal() or int(told) > MOST_BYTES
