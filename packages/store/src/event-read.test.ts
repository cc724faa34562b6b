import { expect, test } from "vitest";
import { openTestDatabase } from "../../../tests/test-database.ts";
import { findLastEventPosition, listChainEventsAfter } from "./event-read.ts";
import { rowsReadBy } from "./rows-read.samples.ts";

const db = await openTestDatabase();

test("what is new costs what is new, however much there was before it", async () => {
  await db.pool.query(
    `with made as (
       insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision,
         evidence_count, first_block, last_block, first_time, last_time, state, state_seq)
       select sha256(n::text::bytea), 1, 'fan-in', 1, substring(sha256(n::text::bytea) for 20), 'HIGH', 'DIRECT', 300, sha256('one'), 1,
         n, n, now(), now(), 'final', 0
       from generate_series(1, 5000) as n returning id
     ) insert into event (id, alert_id, kind, revision, state_seq, payload) select sha256(id), id, 'created', id, 1, '{}' from made`,
  );
  await db.pool.query("analyze event; analyze alert");
  const last = await findLastEventPosition(db.kysely);
  expect(await rowsReadBy(db, "event", (tx) => findLastEventPosition(tx))).toBeLessThan(5);
  expect(await rowsReadBy(db, "event", (tx) => listChainEventsAfter(tx, 1, last, 200))).toBeLessThan(10);
  expect(await rowsReadBy(db, "event", (tx) => listChainEventsAfter(tx, 1, last - 3, 200))).toBeLessThan(10);
  expect(await listChainEventsAfter(db.kysely, 1, last - 3, 200)).toHaveLength(3);
});
