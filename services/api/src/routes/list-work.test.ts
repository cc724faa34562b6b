import { ethereum } from "@redflag/domain/chains/ethereum";
import { writeInferences } from "@redflag/store/inference";
import { insertLane } from "@redflag/store/lane";
import { sampleEntry } from "@redflag/store/list.samples";
import { updateSourceFailed, upsertListSource } from "@redflag/store/list-source";
import { insertLookbacks } from "@redflag/store/lookback";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const ops = await world.enter(["ops"]);
const db = world.db.kysely;
const get = (path: string) => ops.browser.send("GET", path);

const USDT = "0xdac17f958d2ee523a2206206994597c13d831ec7";
const FROZEN = `0x${"f0".repeat(20)}` as const;
const [FIRST, SECOND, WALLET] = ["d1", "d2", "e1"].map((byte) => `0x${byte.repeat(20)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];

async function freeze(kind: "freeze" | "unfreeze", block: number, time: string): Promise<void> {
  await world.db.pool.query(
    `insert into freeze_event (chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block_time)
     values ($1, $2, 0, 0, $3, $4, $5, $6, $7)`,
    [
      ...[ethereum.id, block, Buffer.alloc(32, block), Buffer.from(USDT.slice(2), "hex"), kind],
      ...[Buffer.from(FROZEN.slice(2), "hex"), new Date(time)],
    ],
  );
}

test("what issuers have frozen is counted, and told of an address as it is and as it was known", async () => {
  await freeze("freeze", 10, "2026-01-01T00:00:00Z");
  const path = `/v1/addresses/${FROZEN}/listings`;
  const counts = { standing: 1, provisional: 1, lifted: 0 };
  expect(await get("/v1/freezes")).toMatchObject({
    status: 200,
    body: {
      items: [
        {
          ...{ list: "issuer-freezes", issuer: "Tether", ...counts },
          contracts: [{ symbol: "USDT", chain: "ethereum", lastBlock: 10, ...counts }],
        },
      ],
    },
  });
  await freeze("unfreeze", 20, "2026-02-01T00:00:00Z");
  const frozen = { block: 10, time: "2026-01-01T00:00:00.000Z", state: "provisional" };
  expect(await get(path)).toMatchObject({
    status: 200,
    body: { items: [], freezes: [{ symbol: "USDT", status: "lifted", frozen, unfrozen: { block: 20 } }] },
  });
  const asOf = async (time: string) => (await get(`${path}?asOf=${time}`)).body as { freezes: object[] };
  expect((await asOf("2026-01-15T00:00:00Z")).freezes).toMatchObject([{ status: "in_force" }]);
  expect((await asOf("2025-12-31T00:00:00Z")).freezes).toEqual([]);
});

test("what is inferred is listed a page at a time, with the service as lists name it", async () => {
  const list = { id: "wallets", title: "Wallets", authority: "Tag data" };
  const service = sampleEntry(1, { address: WALLET, category: "exchange", severity: "LOW", entity: "Example" });
  await importListVersion(world.db, { list, entries: [service], source: "test" });
  const known = { service: WALLET, sharePpm: 973_000, firstTime: 1_767_614_400, lastTime: 1_768_000_000 };
  const inferred = (address: typeof FIRST) => ({
    ...{ ...known, address, from: { blockNumber: 20, logIndex: 3 }, forwardCount: 6, confidence: 65 },
  });
  await writeInferences(db, ethereum.id, { begun: [inferred(FIRST), inferred(SECOND)], ended: [] });
  const first = await get("/v1/deposits?chain=ethereum&limit=1");
  expect(first).toMatchObject({ status: 200, body: { items: [{ status: "inferred", entity: "Example" }] } });
  const { next, items } = first.body as { next: string; items: Array<{ address: string }> };
  expect(items[0]?.address.toLowerCase()).toBe(FIRST);
  const second = await get(`/v1/deposits?chain=ethereum&limit=1&cursor=${next}`);
  expect(second.body).toMatchObject({ items: [{ address: expect.stringMatching(/^0x(?:d2){20}$/i) }] });
  expect(second.body).not.toHaveProperty("next");
  expect(await get(`/v1/deposits?chain=tron&cursor=${next}`)).toMatchObject({ code: "cursor_foreign" });
  expect(await get("/v1/deposits?chain=nowhere")).toMatchObject({ status: 400, code: "chain_unknown" });
});

test("sources tell how their publishers do, without what may be a key; lookbacks tell how far they are", async () => {
  const list = { id: "partner", title: "Partner", authority: "FIU" };
  await importListVersion(world.db, { list, entries: [sampleEntry(2)], source: "test" });
  const urls = { "entries.csv": "https://lists.example/partner?key=hunter22" };
  await upsertListSource(db, list.id, { format: "csv", urls, defaults: {}, everySeconds: 3600, bytesMax: 1000 });
  await updateSourceFailed(db, list.id, { nextSeconds: 60, code: "outbound_failed", detail: "HTTP 503" });
  const sources = await get("/v1/list-sources");
  expect(sources).toMatchObject({
    status: 200,
    body: {
      items: [
        {
          ...{ list: "partner", hosts: ["lists.example"], everySeconds: 3600, failureCount: 1 },
          lastFailure: { code: "outbound_failed", detail: "HTTP 503" },
        },
      ],
    },
  });
  expect(JSON.stringify(sources.body)).not.toContain("hunter22");

  const params = { hopsMax: 3 } as never;
  const blocks = { chainId: ethereum.id, epochSeq: 1, from: 1, to: 20, params };
  await insertLane(db, ethereum.id, 1);
  await insertLookbacks(db, { ...blocks, listId: list.id, heldVersion: 0, version: 1 });
  expect(await get("/v1/lookbacks")).toMatchObject({
    status: 200,
    body: {
      items: [
        {
          ...{ chain: "eip155:1", list: "partner", version: 1, from: 1, to: 20, done: 0, alerts: 0 },
          waitsFor: "final_blocks",
        },
      ],
    },
  });
  expect(await get("/v1/lookbacks?list=partner")).toMatchObject({ body: { items: [{ list: "partner" }] } });
  expect(await get("/v1/lookbacks?list=another")).toMatchObject({ body: { items: [] } });
});
