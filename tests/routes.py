"""Every address that the desk serves, and the least role that reaches it."""

from fastapi.routing import iter_route_contexts
from starlette.routing import Mount

ANYBODY = "anybody"
ROLES = ("reader", "observer", "clerk", "supervisor", "admin")

# A new address is refused by the tests until its role stands here.
LEAST = {
    "GET /static": ANYBODY,
    "GET /sign-in": ANYBODY,
    "POST /sign-in": ANYBODY,
    "POST /sign-out": ANYBODY,
    "GET /": "reader",
    "GET /overview": "reader",
    "GET /overview/nights": "reader",
    "GET /charts/{name}": "reader",
    "GET /charts/{name}.svg": "reader",
    "GET /findings": "reader",
    "GET /findings/{finding}": "reader",
    "GET /findings/{finding}/below": "reader",
    "GET /findings/{finding}/{side}": "reader",
    "GET /findings/{finding}/{side}/{number}.png": "reader",
    "GET /findings/{finding}/evidence.zip": "reader",
    "POST /findings/{finding}/settle": "supervisor",
    "POST /findings/{finding}/open": "supervisor",
    "GET /stations": "reader",
    "GET /station": "reader",
    "GET /document/{digest}": "reader",
    "GET /document/{digest}/page/{number}": "reader",
    "GET /document/{digest}/bytes": "reader",
    "GET /copy": "observer",
    "POST /copy": "observer",
    "POST /copy/sums": "observer",
    "GET /copies": "observer",
    "GET /copy/{number}": "observer",
    "GET /copy/{number}/text": "observer",
    "POST /copy/{number}/photo": "observer",
    "GET /photo/{digest}": "observer",
    "GET /photo/{digest}/bytes": "observer",
    "GET /work": "clerk",
    "GET /work/copy/{paper}": "clerk",
    "POST /work/copy/{paper}": "clerk",
    "POST /work/copy/{paper}/sums": "clerk",
    "POST /work/copy/{paper}/back": "clerk",
    "GET /work/scan/{digest}": "clerk",
    "POST /work/scan/{digest}": "clerk",
    "POST /work/scan/{digest}/back": "clerk",
    "GET /work/scan/{digest}/cell": "clerk",
    "GET /work/names": "clerk",
    "POST /work/names": "clerk",
    "GET /work/settle/{paper}": "supervisor",
    "POST /work/settle/{paper}": "supervisor",
    "POST /work/settle/{paper}/back": "supervisor",
    "GET /activity": "supervisor",
    "GET /people": "admin",
    "POST /people": "admin",
    "GET /tokens": "admin",
    "POST /tokens": "admin",
    "POST /tokens/end": "admin",
    "GET /api/v1/openapi.json": "reader",
    "GET /api/v1/status": "reader",
    "GET /api/v1/summary": "reader",
    "GET /api/v1/runs": "reader",
    "GET /api/v1/stations": "reader",
    "GET /api/v1/protocols": "reader",
    "GET /api/v1/findings": "reader",
    "GET /api/v1/events": "reader",
    "GET /api/v1/queue": "clerk",
    "GET /api/v1/copies": "supervisor",
    "GET /api/v1/decisions": "supervisor",
    "GET /api/v1/settlements": "supervisor",
    "GET /api/v1/activity": "supervisor",
}


def served(routes, prefix=""):
    """Yield "METHOD /path" of every address, those of what is mounted too."""
    for one in iter_route_contexts(routes):
        inner = getattr(one.original_route, "app", None)
        if isinstance(one.original_route, Mount) and hasattr(inner, "routes"):
            yield from served(inner.routes, prefix + one.path)
        else:
            for method in one.methods or {"GET"}:
                yield f"{method} {prefix}{one.path}"
