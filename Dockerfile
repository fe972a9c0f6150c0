# One image for every process; the command says which: `node dist/gateway/main.js`, `node dist/subgraphs/main.js users`.
FROM node:24-slim AS build
WORKDIR /stoa
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
# --omit=dev leaves what runs; the Node from npm is for machines whose own is older, and the image has its own.
RUN node scripts/build.ts && npm prune --omit=dev && rm -rf node_modules/node-linux-* node_modules/.bin/node node_modules/.cache

FROM node:24-slim
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps APOLLO_TELEMETRY_DISABLED=1
ENV HOST=0.0.0.0 PORT=4000 OPS_PORT=4001
WORKDIR /stoa
COPY --from=build /stoa/package.json /stoa/LICENSE ./
COPY --from=build /stoa/node_modules node_modules
COPY --from=build /stoa/dist dist
USER node
EXPOSE 4000 4001
# The gateway and the subgraphs are asked on their operations port; the providers have none and set another check.
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=5 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.OPS_PORT + '/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "dist/gateway/main.js"]
