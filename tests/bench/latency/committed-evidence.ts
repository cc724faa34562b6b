import pg from "pg";

/** PostgreSQL tells of a row when its transaction has committed, not before. */
const TELL = `
  create function tell_evidence() returns trigger language plpgsql as
    $$ begin perform pg_notify('evidence', encode(new.tx_hash, 'hex')); return new; end $$;
  create trigger tell_evidence after insert on evidence for each row execute function tell_evidence()`;

export interface CommittedEvidence {
  /** By transaction, when the first of its evidence was committed, as `performance.now` counts. */
  committedAtMs: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** @param schema makes the table `evidence` where nobody else does */
export async function listenToEvidence(databaseUrl: string, schema?: string): Promise<CommittedEvidence> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  if (schema !== undefined) await client.query(schema);
  await client.query(TELL);
  await client.query("listen evidence");
  const committedAtMs = new Map<string, number>();
  client.on("notification", ({ payload = "" }) => {
    const hash = `0x${payload}`;
    if (!committedAtMs.has(hash)) committedAtMs.set(hash, performance.now());
  });
  return { committedAtMs, close: () => client.end() };
}
