# The web pages are built in the first stage; the second is slim, non-root, with the models of body and hand inside.
FROM node:22-bookworm-slim AS web
WORKDIR /src/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY web ./
RUN npm run build

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends libgl1 libegl1 libgles2 libglib2.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 coach
WORKDIR /app
COPY requirements.lock pyproject.toml README.md LICENSE ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY coach ./coach
COPY --from=web /src/coach/web_dist ./coach/web_dist
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
    && mkdir /data && chown coach:coach /data
USER coach
ENV COACH_DATA=/data COACH_HOST=0.0.0.0 COACH_LOOPBACK=false
RUN coach model fetch
VOLUME /data
EXPOSE 8080
# WebRTC's media needs UDP straight to this container: run it with --network host.
HEALTHCHECK CMD python -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz')"
CMD ["coach", "serve"]
