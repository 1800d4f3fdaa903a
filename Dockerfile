# Milepost for production. Build: docker build -t milepost .   Run with Postgres: see compose.yaml.
# The database is a separate service: without DATABASE_URL the container stops, unless DEMONSTRATION=1 asks for that.

FROM node:24-bookworm-slim AS build
WORKDIR /app
# Packages first: they change less often than the sources, and this layer is then kept.
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:24-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/app/data
# Owned by root and only read by the server; the one folder it writes is data.
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/build ./build
COPY --from=build /app/drizzle/migrations ./drizzle/migrations
RUN mkdir data && chown node:node data
USER node
VOLUME /app/data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
	CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node is process 1 and handles SIGTERM itself: it finishes commits, closes sockets and exits.
CMD ["node", "build/server/main.js"]
