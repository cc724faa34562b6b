import { formatAddress } from "@redflag/domain/address";
import type { AddressEntry } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import { sampleEntry } from "@redflag/store/list.samples";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { seedScreened } from "../testing/seed-screened.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));
const analyst = await world.enter(["analyst"]);
await seedScreened(world.db);

const DAY_S = 86_400;
const nowS = world.clock.now.getTime() / 1_000;
const shared = sampleEntry("shared", {
  sharing: "TLP:GREEN",
  category: "terrorist_financing",
  severity: "SEVERE",
  confidence: 80,
  programme: "SDGT",
  reference: "ord-7",
  documentUrl: "https://authority.example/7",
  jurisdictions: ["TR"],
  validFrom: nowS - DAY_S,
});
const inside = sampleEntry("inside", { sharing: "TLP:AMBER" });
const both = sampleEntry("shared", { severity: "LOW" });
const business = sampleEntry("business", {
  sharing: "TLP:CLEAR",
  category: "exchange",
  entity: "Kumru",
  severity: "LOW",
});
const twin = sampleEntry("twin", { sharing: "TLP:CLEAR", family: "tron" });
const over = sampleEntry("over", { sharing: "TLP:CLEAR", validTo: nowS - DAY_S });
const later = sampleEntry("over", { sharing: "TLP:CLEAR", validFrom: nowS + DAY_S });

async function bring(id: string, ...entries: AddressEntry[]): Promise<void> {
  await importListVersion(world.db, { list: { id, title: id, authority: "Authority" }, entries, source: "test" });
}
await bring("inner", inside);
await bring("orders", inside);
await bring("orders", inside, both, shared, business, twin, over, later);
await world.db.pool.query(
  "update shared_version set created_at = '2026-02-01'; update list_version set created_at = '2026-02-02'",
);

type Body = Record<string, unknown>;

async function screen(address: string, who = exchange): Promise<Body> {
  const reply = await who.browser.send("GET", `/v1/addresses/${encodeURIComponent(address)}/screening`);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body as Body;
}
const batch = (addresses: string[], who = exchange) =>
  who.browser.send("POST", "/v1/addresses/screening", { body: { addresses } });
const evm = (entry: AddressEntry) => formatAddress(entry.address, "eip155");

const SHARED_MATCH = {
  list: "orders",
  version: 1,
  entry: entryId(shared),
  address: evm(shared),
  family: "eip155",
  state: "in_force",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Authority",
  confidence: 80,
  programme: "SDGT",
  reference: "ord-7",
  documentUrl: "https://authority.example/7",
  jurisdictions: ["TR"],
  validFrom: new Date((nowS - DAY_S) * 1_000).toISOString(),
  sharing: "TLP:GREEN",
};
const ETHEREUM = {
  chain: "eip155:1",
  watched: true,
  from: 11,
  to: 20,
  time: new Date(1_700_000_020_000).toISOString(),
  head: 40,
  gaps: [
    { from: 21, to: 30 },
    { from: 36, to: 40 },
  ],
};
const NO_MATCH = {
  at: world.clock.now.toISOString(),
  lists: [{ list: "orders", version: 1, entries: 5, changedAt: "2026-02-01T00:00:00.000Z" }],
  chains: [ETHEREUM],
};
const NOTHING = {
  family: "eip155",
  matches: [],
  notInForce: [],
  aliases: [],
  services: [],
  exposures: [],
  freezes: [],
  deposits: [],
  findings: [],
  noMatchAsOf: NO_MATCH,
};

test("an exchange is told of a shared entry, by the list's version as it knows it", async () => {
  expect(await screen(evm(shared))).toEqual({
    address: evm(shared),
    family: "eip155",
    matches: [SHARED_MATCH],
    notInForce: [],
    aliases: [],
    exposures: [],
    freezes: [],
    deposits: [],
    findings: [],
    services: [],
  });
});

test("where nothing matches it is told what was looked at, also of an entry that is not shared", async () => {
  const nowhere = sampleEntry("nowhere");
  for (const entry of [nowhere, inside]) expect(await screen(evm(entry))).toEqual({ ...NOTHING, address: evm(entry) });
});

test("staff are told all, by the lists' own versions", async () => {
  const ofInside = await screen(evm(inside), analyst);
  expect(ofInside.matches).toMatchObject([
    { list: "inner", version: 1, sharing: "TLP:AMBER" },
    { list: "orders", version: 2, sharing: "TLP:AMBER" },
  ]);
  expect((await screen(evm(shared), analyst)).matches).toHaveLength(2);
  const { noMatchAsOf } = await screen(evm(sampleEntry("nowhere")), analyst);
  expect(noMatchAsOf).toMatchObject({
    lists: [
      { list: "inner", version: 1, entries: 1 },
      { list: "orders", version: 2, entries: 7, changedAt: "2026-02-02T00:00:00.000Z" },
    ],
  });
});

test("a service is no match, an entry out of force neither, the same bytes of the other family are an alias", async () => {
  const service = await screen(evm(business));
  expect(service).toMatchObject({ matches: [], services: [{ service: "exchange", entity: "Kumru", list: "orders" }] });
  expect(service.noMatchAsOf).toEqual(NO_MATCH);
  expect(await screen(evm(over))).toMatchObject({
    matches: [],
    notInForce: [{ state: expect.any(String) }, { state: expect.any(String) }],
    noMatchAsOf: NO_MATCH,
  });
  const tron = formatAddress(twin.address, "tron");
  expect(await screen(tron)).toMatchObject({
    family: "tron",
    matches: [{ address: tron, family: "tron" }],
    aliases: [],
    exposures: [],
    freezes: [],
    deposits: [],
  });
  expect(await screen(evm(twin))).toMatchObject({
    family: "eip155",
    matches: [],
    aliases: [{ address: tron, family: "tron", state: "in_force" }],
    noMatchAsOf: NO_MATCH,
  });
  // No chain of TRON's family is watched here.
  expect(await screen(formatAddress(shared.address, "tron"))).toMatchObject({
    matches: [],
    aliases: [{ entry: entryId(shared) }],
    noMatchAsOf: { chains: [] },
  });
});

test("an address is taken in any form, and a chain that is named and not watched is said", async () => {
  const tron = formatAddress(twin.address, "tron");
  for (const text of [tron, `41${twin.address.slice(2)}`, `0x41${twin.address.slice(2).toUpperCase()}`]) {
    expect(await screen(text)).toMatchObject({ address: tron, matches: [{ entry: entryId(twin) }] });
  }
  for (const text of [shared.address, evm(shared), `0x${shared.address.slice(2).toUpperCase()}`]) {
    expect(await screen(text)).toMatchObject({ address: evm(shared), matches: [SHARED_MATCH] });
  }
  expect(await screen(`eip155:1:${evm(business)}`)).toMatchObject({
    address: `eip155:1:${evm(business)}`,
    services: [{ list: "orders" }],
    noMatchAsOf: { chains: [ETHEREUM] },
  });
  expect(await screen(`eip155:56:${evm(business)}`)).toMatchObject({
    noMatchAsOf: { chains: [{ chain: "eip155:56", watched: false, gaps: [] }] },
  });
});

test.each([
  [evm(shared).slice(0, -1), "address_malformed"],
  [
    evm(shared)
      .replace(/[a-f]/, (digit) => digit.toUpperCase())
      .replace(/[A-F](?=[^A-F]*$)/, (digit) => digit.toLowerCase()),
    "address_checksum",
  ],
  [`${evm(shared)}\u200b`, "address_malformed"],
  [formatAddress(twin.address, "tron").toLowerCase(), "address_malformed"],
  [`eip155:1:${formatAddress(twin.address, "tron")}`, "address_malformed"],
  [`eip155:987654:${evm(shared)}`, "chain_unknown"],
  ["a".repeat(101), "request_invalid"],
])("%s is refused with %s", async (address, code) => {
  const reply = await exchange.browser.send("GET", `/v1/addresses/${encodeURIComponent(address)}/screening`);
  expect(reply).toMatchObject({ status: 400, code });
});

test("a batch answers each in its place, and as of what once for all", async () => {
  const reply = await batch([evm(shared), "0x12", evm(inside), evm(shared), formatAddress(twin.address, "tron")]);
  expect(reply.status).toBe(200);
  const { items, noMatchAsOf } = reply.body as { items: Body[]; noMatchAsOf: Body };
  const { noMatchAsOf: _, ...nothing } = NOTHING;
  expect(items).toEqual([
    { asked: evm(shared), screening: expect.objectContaining({ matches: [SHARED_MATCH] }) },
    {
      asked: "0x12",
      problem: expect.objectContaining({ code: "address_malformed", detail: expect.stringContaining("0x12") }),
    },
    { asked: evm(inside), screening: { ...nothing, address: evm(inside) } },
    { asked: evm(shared), screening: expect.objectContaining({ matches: [SHARED_MATCH] }) },
    {
      asked: formatAddress(twin.address, "tron"),
      screening: expect.objectContaining({ matches: [expect.anything()] }),
    },
  ]);
  expect(noMatchAsOf).toEqual(NO_MATCH);
  expect((await batch([evm(inside)], analyst)).body).toMatchObject({ items: [{ screening: { matches: [{}, {}] } }] });
});

test("a thousand in their longest form fit, and one more is refused", async () => {
  const many = Array.from({ length: 1_000 }, (_, i) => `eip155:56:${evm(sampleEntry(`many ${i}`))}`);
  const reply = await batch(many);
  expect((reply.body as { items: Body[] }).items.map(({ asked }) => asked)).toEqual(many);
  expect(await batch([...many, "0x"])).toMatchObject({ status: 400, code: "request_invalid" });
  expect(await batch([])).toMatchObject({ status: 400, code: "request_invalid" });
});
