# syntax=docker/dockerfile:1
FROM rust:1.95.0-slim-bookworm AS build
# aws-lc and the bundled SQLite need a C compiler, and nothing else.
RUN apt-get update \
    && apt-get install -y --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --bin redthread \
    && cp target/release/redthread /usr/local/bin/redthread

FROM debian:bookworm-slim
# Root certificates: for PostgreSQL over TLS.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --home-dir /data --create-home redthread
COPY --from=build /usr/local/bin/redthread /usr/local/bin/redthread
USER redthread
WORKDIR /data
VOLUME /data
ENV REDTHREAD_DATA_DIR=/data \
    REDTHREAD_HTTP__LISTEN=0.0.0.0:8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=20s --retries=3 \
    CMD ["redthread", "health", "--quiet"]
ENTRYPOINT ["redthread"]
CMD ["serve"]
