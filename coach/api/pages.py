"""The pages, and the headers that keep them to themselves."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles

from coach.api.reception import SEATS_BY_LINK, visitor_of
from coach.store.facts import Facts

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self' blob:; style-src 'self'; font-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""Nothing from third parties, nothing inline."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

PAGE_OF_ROLE = {
    "patient": "patient.html",
    "therapist": "therapist.html",
    "clinician": "therapist.html",
    "caregiver": "caregiver.html",
}

NOT_BUILT = "<!doctype html><title>Coach</title><p>The pages are not built yet. Run <code>make setup</code>."


def install(app: FastAPI, facts: Facts, dist: Path) -> None:
    """Landing page, personal links, built assets."""
    pages = APIRouter(include_in_schema=False)

    @pages.get("/")
    async def landing() -> Response:
        return _page(dist, "index.html")

    @pages.get("/s/{code}")
    async def personal(request: Request, code: str) -> Response:
        """The page of the link's role; an unknown link gets the patient's, which says so. Who has to sign in
        does that first."""
        found = await facts.open_link(code)
        if found and found.role not in SEATS_BY_LINK and visitor_of(request).person is None:
            return _sign_in(request)
        return _page(dist, PAGE_OF_ROLE[found.role if found else "patient"])

    @pages.get("/p/{code}")
    async def waiting_room() -> Response:
        """A patient's own page; what the code opens, its doors say."""
        return _page(dist, "waiting.html")

    @pages.get("/review/{code}")
    async def review(request: Request) -> Response:
        """The same page for every code; what the code opens, its doors say."""
        return _for_staff(request, dist, "review.html")

    @pages.get("/board")
    async def board(request: Request) -> Response:
        return _for_staff(request, dist, "board.html")

    app.include_router(pages)
    app.mount("/assets", StaticFiles(directory=dist / "assets", check_dir=False), name="assets")

    @app.middleware("http")
    async def add_headers(request: Request, call: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.url.path.startswith("/assets/"):
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def _sign_in(request: Request) -> Response:
    """The first page, which leads back here."""
    return RedirectResponse(f"/?next={quote(request.url.path)}", 303)


def _for_staff(request: Request, dist: Path, name: str) -> Response:
    return _page(dist, name) if visitor_of(request).person else _sign_in(request)


def _page(dist: Path, name: str) -> Response:
    path = dist / name
    return FileResponse(path) if path.exists() else HTMLResponse(NOT_BUILT, 503)
