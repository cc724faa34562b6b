/** Two, of different operators: each is the other's check. Where a key goes is written, the key is not. */
const ENDPOINTS = "https://first.example/key,https://second.example/key";

/** What gives a chain its endpoints; every way to start reads it. */
export function endpointLine(chainName: string): string {
  return `REDFLAG_RPC_${chainName.toUpperCase()}=${ENDPOINTS}`;
}

/** Where Redflag runs as one process, in its directory. */
export function startLine(chainName: string): string {
  return `REDFLAG_API_PORT=8620 ${endpointLine(chainName)} npx --yes pnpm@12 start`;
}

/** Where it runs with Docker: the line is in a secret file, which is read when a container is made. */
export function dockerLines(chainName: string): string {
  return [
    "cat >> .redflag/secrets/redflag.env <<END",
    endpointLine(chainName),
    "END",
    "docker compose up --detach --force-recreate ingest screen",
  ].join("\n");
}
