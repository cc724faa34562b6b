# One image for every process. Each is built into a few files, which start in half the time; so is the web console.
# Tags are exact; docs/guides/run-with-docker.md says how to pin them by digest.
FROM node:24.21.0-trixie-slim AS installed
RUN npm install --global pnpm@12.21.0
WORKDIR /app
# The console's build reads tsconfig.json.
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml tsconfig.json ./
COPY packages packages
COPY services services
# The console shows them.
COPY docs/examples docs/examples
# A change of sources installs again, but downloads nothing again.
RUN --mount=type=cache,target=/pnpm-store \
    pnpm install --prod --frozen-lockfile --store-dir /pnpm-store
# Here and not by the process that serves it, which can write nothing.
RUN node services/console/build/main.ts
RUN node services/cli/build/main.ts

FROM node:24.21.0-trixie-slim
ENV NODE_ENV=production
WORKDIR /app
# All of it stays root's: the process can read its own code and write none of it.
COPY --from=installed /app ./
COPY LICENSE ./
COPY borders borders
COPY report-profiles report-profiles
COPY docker docker
COPY migrations migrations
COPY watchlists watchlists
# A new volume takes owner and mode of the directory that it is mounted on.
RUN install --directory --owner=1000 --group=1000 --mode=0700 \
    /run/redflag-logins /var/lib/redflag-audit-key /var/lib/redflag-audit-checkpoints \
    /var/lib/redflag-installation-key /var/lib/redflag-refresh
USER 1000:1000
ENTRYPOINT ["node", "dist/redflag.js"]
CMD ["--help"]
