import { randomUUID } from "node:crypto";
import { formatAddress } from "@redflag/domain/address";
import { mayKnow } from "@redflag/domain/audience";
import { type AddressEntry, type Entry, SHARINGS } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import type { ListChange } from "@redflag/domain/list-change";
import { Problem } from "@redflag/domain/problem";
import type { Database } from "@redflag/store/database";
import { listEntriesAt, sampleEntry, somebody } from "@redflag/store/list.samples";
import { decideProposal, insertEmergency, insertProposal } from "@redflag/store/list-proposal";
import { insertWatch } from "@redflag/store/private-watch";
import { inTransaction } from "@redflag/store/transaction";
import { importListVersion, listListVersions } from "@redflag/store/watchlist";
import fc from "fast-check";
import { expect, test } from "vitest";
import { LIST_TABLES } from "../../../../tests/test-database.ts";
import { releaseListChanges } from "../release-list-changes.ts";
import { seedKey, seedSubscriber } from "../testing/seed-callers.ts";
import { seedScreened } from "../testing/seed-screened.ts";
import { seedSubscription } from "../testing/seed-subscription.ts";
import { openWorld, type World } from "../testing/world.ts";

/*
 * Two installations: one where lists hold what is shared and what is not, and one where there is nothing but what the first
 * shares. Whatever is done to the lists of the first, an exchange must not be able to tell which of the two it asks.
 */

interface Side extends World {
  exchange: string;
  analyst: string;
}

const SEEDS = ["a", "b", "c", "d"];

async function openSide(): Promise<Side> {
  const world = await openWorld();
  await seedScreened(world.db);
  await seedLedgerFacts(world.db);
  const subscriberId = await seedSubscriber(world.db);
  await seedSubscription(world.db, subscriberId, { lists: LISTS });
  const { secret: exchange } = await seedKey(world.db, "exchange", {
    subscriberId,
    expiresAt: new Date("2100-01-01"),
  });
  const { secret: analyst } = await seedKey(world.db, "analyst", { expiresAt: new Date("2100-01-01") });
  return { ...world, exchange, analyst };
}

/** The same on both sides: that one of the addresses is frozen, and each inferred to pay on to another of them. */
async function seedLedgerFacts(db: Database): Promise<void> {
  const [frozen, ...others] = SEEDS.map((seed) => Buffer.from(sampleEntry(seed).address.slice(2), "hex"));
  await db.pool.query(
    `insert into issuer_event (chain_id, block_number, log_index, tx_hash, token, kind, account)
     values (1, 12, 50, sha256('freeze'), '\\xdac17f958d2ee523a2206206994597c13d831ec7', 'freeze', $1)`,
    [frozen],
  );
  for (const [index, wallet] of others.entries()) {
    await db.pool.query(
      `insert into inferred_service (chain_id, address, from_block, from_log, service, forward_count, share_ppm, first_time,
         last_time, confidence) values (1, $1, 12, 0, $2, 4, 987654, '2026-01-01', '2026-01-05', 55)`,
      [others[(index + 1) % others.length], wallet],
    );
  }
}

const LISTS = ["orders", "sanctions"];
const mixed = await openSide();
const bare = await openSide();
const nowS = mixed.clock.now.getTime() / 1_000;

const entry: fc.Arbitrary<AddressEntry> = fc
  .record({
    seed: fc.constantFrom(...SEEDS),
    family: fc.constantFrom("eip155" as const, "tron" as const),
    sharing: fc.constantFrom(...SHARINGS),
    category: fc.constantFrom("sanctions" as const, "exchange" as const),
    validTo: fc.constantFrom(undefined, nowS - 1),
  })
  .map(({ seed, validTo, ...fields }) => sampleEntry(seed, { ...fields, ...(validTo !== undefined && { validTo }) }));

const list = fc.constantFrom(...LISTS);
const step = fc.oneof(
  fc.record({ kind: fc.constant("import" as const), list, entries: fc.array(entry, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant("gated" as const), list, entries: fc.array(entry, { maxLength: 5 }) }),
  fc.record({ kind: fc.constant("add" as const), list, entries: fc.array(entry, { minLength: 1, maxLength: 2 }) }),
  fc.record({ kind: fc.constant("remove" as const), list, pick: fc.nat() }),
  fc.record({
    kind: fc.constant("mark" as const),
    list,
    sharing: fc.constantFrom(...SHARINGS),
    pick: fc.option(fc.nat(), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant("emergency" as const), list, entry, isTakenBack: fc.boolean() }),
  fc.record({ kind: fc.constant("open" as const), list, entry }),
  fc.record({ kind: fc.constant("watch" as const), entry }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function apply(db: Database, one: Step): Promise<void> {
  try {
    await applyUnchecked(db, one);
  } catch (error) {
    // A change that does not fit its list, or that a gate holds back, is refused: so nothing is to be told of it.
    if (!(error instanceof Problem)) throw error;
  }
}

async function applyUnchecked(db: Database, one: Step): Promise<void> {
  if (one.kind === "watch") {
    const { address, family } = one.entry;
    const owner = `user:${randomUUID()}`;
    await inTransaction(db, (tx) => insertWatch(tx, { id: randomUUID(), owner, reason: "a lead", address, family }));
    return;
  }
  const described = { title: one.list, authority: "Authority" };
  if (one.kind === "import" || one.kind === "gated") {
    const gates = one.kind === "gated" ? { removedPercentMax: 40 } : {};
    await importListVersion(db, {
      list: { id: one.list, ...described, gates },
      entries: one.entries,
      source: "a file",
    });
    return;
  }
  const live = await liveOf(db, one.list);
  const picked = (pick: number) =>
    live
      .slice(pick % Math.max(1, live.length))
      .slice(0, 1)
      .map(({ entryId }) => entryId as Hash);
  const changes: Record<typeof one.kind, () => ListChange> = {
    add: () => ({ kind: "add", add: one.kind === "add" ? one.entries : [], remove: [], list: described }),
    remove: () => ({ kind: "remove", add: [], remove: one.kind === "remove" ? picked(one.pick) : [] }),
    mark: () => ({
      kind: "sharing",
      sharing: one.kind === "mark" ? one.sharing : "TLP:RED",
      ...(one.kind === "mark" && one.pick !== undefined && { entryIds: picked(one.pick) }),
    }),
    emergency: () => ({ kind: "add", add: one.kind === "emergency" ? [one.entry] : [], remove: [], list: described }),
    open: () => ({ kind: "add", add: one.kind === "open" ? [one.entry] : [], remove: [], list: described }),
  };
  const proposal = {
    id: randomUUID(),
    list: one.list,
    change: changes[one.kind](),
    reason: "order 7",
    author: somebody("Ada"),
  };
  await inTransaction(db, (tx) => (one.kind === "emergency" ? insertEmergency : insertProposal)(tx, proposal));
  if (one.kind === "open" || (one.kind === "emergency" && !one.isTakenBack)) return;
  // An emergency was a version already.
  await follow();
  const verdict = one.kind === "emergency" ? "rejected" : "approved";
  await inTransaction(db, (tx) =>
    decideProposal(tx, { id: proposal.id, verdict, reason: "seen", actor: somebody("Bo") }),
  );
}

async function liveOf(db: Database, id: string) {
  const { [id]: seq } = await listListVersions(db.kysely);
  return seq === undefined ? [] : listEntriesAt(db.kysely, { [id]: seq });
}

/** What the one shares becomes all that the other has. */
async function follow(): Promise<void> {
  for (const id of LISTS) {
    const entries: Entry[] = (await liveOf(mixed.db, id))
      .filter((one) => mayKnow("exchange", one))
      .map(({ list: _, listVersion: __, entryId: ___, ...own }) => own);
    if (entries.length === 0 && (await liveOf(bare.db, id)).length === 0) continue;
    const description = { id, title: id, authority: "Authority" };
    await importListVersion(bare.db, { list: description, entries, source: "what is shared" });
  }
}

/** Whoever follows the lists is told. The clock is the only thing that the two do not have in common: what came with this step came at the step's time. */
async function tell(db: Database, index: number): Promise<void> {
  while (await releaseListChanges(db));
  await db.pool.query("update released_event set released_at = to_timestamp($1) where released_at > '2020-01-01'", [
    1_000_000_000 + index,
  ]);
  await db.pool.query("update shared_version set created_at = to_timestamp($1) where created_at > '2020-01-01'", [
    1_000_000_000 + index,
  ]);
}

async function clear(db: Database): Promise<void> {
  await db.pool.query(
    `alter table list_proposal disable trigger user; alter table list_proposal_part disable trigger user; alter table list_decision disable trigger user;
     truncate ${LIST_TABLES}, list_proposal, list_proposal_part, list_decision, private_watch, watch_past, watch_alert, released_event;
     alter table list_proposal enable trigger user; alter table list_proposal_part enable trigger user; alter table list_decision enable trigger user`,
  );
}

const FORMS = SEEDS.flatMap((seed) => {
  const { address } = sampleEntry(seed);
  return [formatAddress(address, "eip155"), formatAddress(address, "tron")];
});
const REQUESTS = [
  ...FORMS.map((form) => ["GET", `/v1/addresses/${form}/screening`, undefined] as const),
  ["POST", "/v1/addresses/screening", { addresses: [...FORMS, `eip155:1:${FORMS[0]}`, "0x12", FORMS[0]] }],
  ["GET", `/v1/addresses/${FORMS[0]}x/screening`, undefined],
  ["GET", `/v1/addresses/${FORMS[0]}/listings`, undefined],
  ["GET", "/v1/watchlists", undefined],
  ["GET", "/v1/watchlists/orders/versions", undefined],
  ["GET", "/v1/proposals", undefined],
  ["GET", "/v1/events", undefined],
] as const;

/** These two are of the moment: when it was answered, and how long until the caller's rate begins anew. */
const OF_THE_MOMENT = ["date", "x-ratelimit-reset", "ratelimit-reset"];

async function answerTo({ serverUrl }: Side, key: string, [method, path, body]: (typeof REQUESTS)[number]) {
  const response = await fetch(serverUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      "x-request-id": "the-same",
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const headers = [...response.headers].filter(([name]) => !OF_THE_MOMENT.includes(name));
  return { status: response.status, headers, body: await response.text() };
}

test("an exchange cannot tell an installation with internal entries from one without", async () => {
  let told = 0;
  let hidden = 0;
  let inferred = 0;
  let changes = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 8 }), async (steps) => {
      await Promise.all([clear(mixed.db), clear(bare.db)]);
      for (const [index, one] of steps.entries()) {
        await apply(mixed.db, one);
        await follow();
        await Promise.all([tell(mixed.db, index), tell(bare.db, index)]);
        for (const request of REQUESTS) {
          const [ofMixed, ofBare] = [
            await answerTo(mixed, mixed.exchange, request),
            await answerTo(bare, bare.exchange, request),
          ];
          expect(ofMixed).toEqual(ofBare);
          if (ofBare.body.includes('"sharing"')) told++;
          if (ofBare.body.includes('"inferred"')) inferred++;
          if (ofBare.body.includes('"watchlist.entry_')) changes++;
        }
      }
      const asked = REQUESTS[FORMS.length] ?? REQUESTS[0];
      const staff = [await answerTo(mixed, mixed.analyst, asked), await answerTo(bare, bare.analyst, asked)];
      if (staff[0]?.body !== staff[1]?.body) hidden++;
    }),
    { numRuns: 12, seed: 606 },
  );
  // What is the same because nothing was there to be told, or to be hidden, would show nothing.
  expect(told).toBeGreaterThan(100);
  expect(hidden).toBeGreaterThan(8);
  expect(inferred).toBeGreaterThan(5);
  expect(changes).toBeGreaterThan(20);
}, 120_000);
