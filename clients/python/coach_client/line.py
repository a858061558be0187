"""The line to a server: cookies are kept, answers become models, refusals become exceptions."""

from types import TracebackType
from typing import Any, Self, TypeVar
from urllib.parse import quote

import httpx
from pydantic import BaseModel, TypeAdapter

Answer = TypeVar("Answer")


class Refused(Exception):
    """The server said no; the text is its sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Line:
    def __init__(self, url: str, *, http: httpx.Client | None = None) -> None:
        """`http`: with a proxy, a certificate or a time limit of one's own; its base address is not used."""
        self._url, self._http = url.rstrip("/"), http or httpx.Client(timeout=30)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    @staticmethod
    def part(value: object) -> str:
        """Of a path."""
        return quote(str(value), safe="")

    def ask(
        self,
        verb: str,
        path: str,
        kind: Any,
        *,
        query: dict[str, Any],
        body: BaseModel | None = None,
        content: bytes | None = None,
        content_type: str | None = None,
    ) -> Any:
        """The answer as a value of `kind`. Raises Refused, and httpx's errors where there is no answer."""
        if body is not None:
            content = body.model_dump_json(by_alias=True, exclude_unset=True).encode()
            content_type = "application/json"
        answer = self._http.request(
            verb,
            self._url + path,
            params={name: value for name, value in query.items() if value is not None},
            content=content,
            headers={"content-type": content_type} if content_type else {},
        )
        if answer.is_error:
            raise Refused(answer.status_code, _sentence(answer))
        if kind is None:
            return None
        return answer.content if kind is bytes else TypeAdapter(kind).validate_json(answer.content)


def _sentence(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return answer.reason_phrase
