import { fileURLToPath } from "node:url";
import { BUILT } from "../../built-processes.ts";

/** Where a contender watches. */
export interface LatencyArena {
  /** http. */
  endpoint: string;
  /** The same node's WebSocket. */
  socket: string;
  databaseUrl: string;
  /** For what the process leaves behind. */
  workDirectory: string;
}

export interface LatencyContender {
  name: string;
  /** Makes the table that it commits to; the product's own come from `redflag migrate`. */
  schema?: string;
  program: string;
  args: (arena: LatencyArena) => string[];
  env: (arena: LatencyArena) => Record<string, string>;
}

const BARE_POLL = fileURLToPath(import.meta.resolve("./bare-poll.ts"));

function redflag(name: string, endpointsOf: (arena: LatencyArena) => string): LatencyContender {
  return {
    name,
    program: BUILT.redflag,
    args: () => ["start", "--json"],
    env: (arena) => ({
      REDFLAG_DATABASE_URL: arena.databaseUrl,
      REDFLAG_DATA_DIR: arena.workDirectory,
      REDFLAG_RPC_DEMO: endpointsOf(arena),
    }),
  };
}

/** The floor first. */
export const LATENCY_CONTENDERS: readonly LatencyContender[] = [
  {
    name: "one poll",
    schema: "create table evidence (tx_hash bytea)",
    program: BARE_POLL,
    args: ({ endpoint }) => [endpoint],
    env: ({ databaseUrl }) => ({ BENCH_DATABASE_URL: databaseUrl }),
  },
  redflag("redflag, polling", ({ endpoint }) => endpoint),
  redflag("redflag, told of new heads", ({ endpoint, socket }) => `${endpoint},${socket}`),
];
