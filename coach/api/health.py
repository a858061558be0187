"""Is it alive, is it ready, and what do its figures say."""

from collections.abc import Callable

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from coach.api.problems import Problem, problem
from coach.store.facts import Facts

LINE_BYTES = 250_000
"""More is not taken: it takes anybody's."""


class Health(BaseModel):
    status: str


def router(facts: Facts, registry: CollectorRegistry, judging: Callable[[], bool]) -> APIRouter:
    """`judging()` is true while the pose workers answer."""
    api = APIRouter(tags=["operation"])

    @api.get("/healthz")
    async def alive() -> Health:
        """The process answers."""
        return Health(status="ok")

    @api.get("/readyz", response_model=Health, responses={503: {"model": Problem}})
    async def ready() -> Health | Response:
        """Database and pose workers answer."""
        try:
            await facts.check()
        except (SQLAlchemyError, OSError):
            return problem(503, "Not ready", "The database does not answer.")
        if not judging():
            return problem(503, "Not ready", "The pose workers are starting.")
        return Health(status="ok")

    @api.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    @api.post("/api/v1/line", status_code=204, responses={413: {"model": Problem}})
    async def line(request: Request) -> Response:
        """Takes some bytes and forgets them: how fast is the line to here?"""
        taken = 0
        async for piece in request.stream():
            taken += len(piece)
            if taken > LINE_BYTES:
                return problem(413, "Too much", f"A test of the line sends at most {LINE_BYTES} bytes.")
        return Response(status_code=204)

    return api
