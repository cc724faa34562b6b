import type { VerifyPolicy } from "@redflag/domain/chain";
import { type Selectable, sql } from "kysely";
import type { Executor } from "./database.ts";
import type { EndpointStateTable } from "./schema-operations.ts";

/** What an ingest process has seen of one of its endpoints. */
export interface EndpointState {
  /** From 1, in the order in which they are configured. */
  ordinal: number;
  /** Never a URL. */
  host: string;
  score: number;
  latencyMs?: number;
  restsUntil?: Date;
  isBarred: boolean;
  /** Code of the error for which it rests, or of the last one until it answers again. */
  problem?: string;
  requestsPerSecondMax?: number;
  logBlocksMax?: number;
  head?: number;
  /** Answers other than good ones, by class. */
  answers: Readonly<Record<string, number>>;
}

/** That a process follows a chain. */
export interface IngestState {
  chainId: number;
  processId: string;
  policy: VerifyPolicy;
  seenAt: Date;
  endpoints: EndpointState[];
}

/** Says that the process follows the chain still, and how its endpoints do. */
export async function upsertIngestState(
  db: Executor,
  { chainId, processId, policy, endpoints }: Omit<IngestState, "seenAt">,
): Promise<void> {
  await db
    .insertInto("ingest_state")
    .values({ chain_id: chainId, process_id: processId, policy })
    .onConflict((conflict) =>
      conflict.columns(["chain_id", "process_id"]).doUpdateSet({ policy, seen_at: sql<Date>`now()` }),
    )
    .execute();
  if (endpoints.length === 0) return;
  await db
    .insertInto("endpoint_state")
    .values(endpoints.map((endpoint) => ({ chain_id: chainId, process_id: processId, ...rowOf(endpoint) })))
    .onConflict((conflict) =>
      conflict.columns(["chain_id", "process_id", "ordinal"]).doUpdateSet((eb) => ({
        host: eb.ref("excluded.host"),
        score: eb.ref("excluded.score"),
        latency_ms: eb.ref("excluded.latency_ms"),
        rests_until: eb.ref("excluded.rests_until"),
        is_barred: eb.ref("excluded.is_barred"),
        problem: eb.ref("excluded.problem"),
        requests_per_second_max: eb.ref("excluded.requests_per_second_max"),
        log_blocks_max: eb.ref("excluded.log_blocks_max"),
        head: eb.ref("excluded.head"),
        answers: eb.ref("excluded.answers"),
      })),
    )
    .execute();
}

/** Forgets processes that have said nothing for so long. */
export async function deleteSilentIngest(db: Executor, silentSeconds: number): Promise<void> {
  await db
    .deleteFrom("ingest_state")
    .where("seen_at", "<", sql<Date>`now() - make_interval(secs => ${silentSeconds})`)
    .execute();
}

/** By chain; of each the process that spoke last comes first. */
export async function listIngestStates(db: Executor): Promise<IngestState[]> {
  const states = await db
    .selectFrom("ingest_state")
    .selectAll()
    .orderBy("chain_id")
    .orderBy("seen_at", "desc")
    .orderBy("process_id")
    .execute();
  const endpoints = await db.selectFrom("endpoint_state").selectAll().orderBy("ordinal").execute();
  const keyOf = (row: { chain_id: number; process_id: string }) => `${row.chain_id}/${row.process_id}`;
  const byState = Map.groupBy(endpoints, keyOf);
  return states.map((row) => ({
    chainId: row.chain_id,
    processId: row.process_id,
    policy: row.policy as VerifyPolicy,
    seenAt: row.seen_at,
    endpoints: (byState.get(keyOf(row)) ?? []).map(endpointOf),
  }));
}

function rowOf(endpoint: EndpointState) {
  const { ordinal, host, score, isBarred, answers } = endpoint;
  return {
    ...{ ordinal, host, score, is_barred: isBarred, answers: JSON.stringify(answers) },
    latency_ms: endpoint.latencyMs ?? null,
    rests_until: endpoint.restsUntil ?? null,
    problem: endpoint.problem ?? null,
    requests_per_second_max: endpoint.requestsPerSecondMax ?? null,
    log_blocks_max: endpoint.logBlocksMax ?? null,
    head: endpoint.head ?? null,
  };
}

function endpointOf(row: Selectable<EndpointStateTable>): EndpointState {
  return {
    ordinal: row.ordinal,
    host: row.host,
    score: row.score,
    ...(row.latency_ms !== null && { latencyMs: row.latency_ms }),
    ...(row.rests_until !== null && { restsUntil: row.rests_until }),
    isBarred: row.is_barred,
    ...(row.problem !== null && { problem: row.problem }),
    ...(row.requests_per_second_max !== null && { requestsPerSecondMax: row.requests_per_second_max }),
    ...(row.log_blocks_max !== null && { logBlocksMax: row.log_blocks_max }),
    ...(row.head !== null && { head: row.head }),
    answers: row.answers as EndpointState["answers"],
  };
}
