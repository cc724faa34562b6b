import type pg from "pg";

type Client = Pick<pg.ClientBase, "query">;

/** The one alert that every sample event is about. */
export async function insertSampleAlert(client: Client): Promise<void> {
  await client.query(`
    insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
      evidence_count, first_block, last_block, first_time, last_time, state, state_seq)
    values (sha256('alert'), 1, 'watchlist-hit', 1, substring(sha256('subject') for 20), 'HIGH', 'DIRECT', 100,
      sha256('revision'), 1, 1, 1, now(), now(), 'provisional', 0)`);
}

/**
 * Events about it in one statement, in this order.
 * @param names become the ids: `eventIdOf`
 */
export async function insertSampleEvents(
  client: Client,
  names: readonly string[],
  payloadOf: (name: string) => object = (name) => ({ name }),
): Promise<void> {
  await client.query(
    `insert into event (id, alert_id, kind, revision, state_seq, payload)
     select sha256(name::bytea), sha256('alert'), 'created', sha256('revision'), 0, payload
     from unnest($1::text[], $2::jsonb[]) with ordinality as given (name, payload, place) order by place`,
    [names, names.map((name) => JSON.stringify(payloadOf(name)))],
  );
}
