"""Error bodies: RFC 9457 problem details, one sentence each."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection

from coach.review.sentences import in_language


class Problem(BaseModel):
    """`application/problem+json`."""

    title: str
    status: int
    detail: str


RESPONSES: dict[int | str, dict[str, object]] = {
    503: {"model": Problem, "description": "No place is free now"},
}


def language_of(request: HTTPConnection) -> str:
    """As the page asks for it, else as the browser is set."""
    return request.query_params.get("language") or request.headers.get("accept-language", "en")


def problem(status: int, title: str, detail: str) -> JSONResponse:
    body = Problem(title=title, status=status, detail=detail)
    return JSONResponse(body.model_dump(), status, media_type="application/problem+json")


def install(app: FastAPI) -> None:
    """Every refusal of the app becomes a problem body."""

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> JSONResponse:
        return problem(error.status_code, "Not done", in_language(str(error.detail), language_of(request)))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        """A model's own objection is a sentence; what a page never sends is said to whoever programs."""
        first = error.errors()[0]
        if first["type"] == "value_error":
            said = in_language(str(first["ctx"]["error"]), language_of(request))
            return problem(422, "Not understood", said)
        where = ".".join(str(part) for part in first["loc"])
        return problem(422, "Not understood", f"{where}: {first['msg']}")
