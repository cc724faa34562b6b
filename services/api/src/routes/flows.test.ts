import type { AddressFlows, FlowGraph } from "@redflag/contract/http/routes/flows";
import { type Address, formatAddress, formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { tron } from "@redflag/domain/chains/tron";
import { encodeExposure } from "@redflag/domain/exposure/exposure-codec";
import { permissionsOf } from "@redflag/domain/role";
import { insertLane } from "@redflag/store/lane";
import { sampleEntry } from "@redflag/store/list.samples";
import { upsertProfiles } from "@redflag/store/profile";
import { inTransaction } from "@redflag/store/transaction";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { callDirectly } from "../testing/direct-call.ts";
import { type SeededPayment, seedFlows, timeAt, tokenOf } from "../testing/seed-flows.ts";
import { openWorld } from "../testing/world.ts";
import { flowHandlers } from "./flows.ts";

const world = await openWorld();
const analyst = await world.enter(["analyst"]);
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));

const listed = sampleEntry("listed", { category: "terrorist_financing", severity: "SEVERE" });
const wallets = ["wallet", "second wallet"].map((name) =>
  sampleEntry(name, { category: "exchange", entity: "Kumru", severity: "LOW", sharing: "TLP:CLEAR" }),
);
const [wallet, second] = wallets.map(({ address }) => address) as [Address, Address];
const [person, relay, other, beyond] = ["person", "relay", "other", "beyond"].map(
  (name) => sampleEntry(name).address,
) as [Address, Address, Address, Address];
const bytea = (hex: string) => Buffer.from(hex.slice(2), "hex");
const caip10 = (address: Address) => formatCaip10(demo, address);
const tokenName = (symbol: string) => formatCaip10(demo, tokenOf(symbol));

/** One in each block, from 1 on. */
const PAYMENTS: SeededPayment[] = [
  { from: listed.address, to: relay, units: 500 },
  { from: relay, to: person, units: 400 },
  { from: person, to: wallet, units: 150 },
  { from: person, to: second, units: 50, symbol: "USDC" },
  { from: wallet, to: beyond, units: 1_000 },
  { from: other, to: person, units: 3 },
  { from: other, to: person, units: 4 },
  { from: person, to: other, units: 0 },
  { from: person, to: other, units: 9 },
  { from: beyond, to: person, units: 777 },
];
/** The last block is in the ledger, and not screened yet; of the one before the lane has no memory yet. */
await seedFlows(world.db, PAYMENTS, { screenedTo: 9, rememberedTo: 8 });
await importListVersion(world.db, {
  list: { id: "orders", title: "Orders", authority: "Authority" },
  entries: [listed, ...wallets],
  source: "test",
});
await world.db.pool.query(
  `insert into alert (id, chain_id, heuristic, heuristic_version, subject, severity, exposure, score, revision, evidence_count,
     first_block, last_block, first_time, last_time, state, state_seq)
   select sha256(n::text::bytea), $1, 'rule-' || n % 2, 1, $2, 'MEDIUM', 'BEHAVIORAL', 40, sha256(n::text::bytea), 1, n, n, $3, $3,
     case when n = 3 then 'withdrawn' else 'final' end, 1
   from generate_series(1, 3) as n`,
  [demo.id, bytea(relay), timeAt(1)],
);

async function get<T>(path: string, who = analyst): Promise<T> {
  const reply = await who.browser.send("GET", path);
  expect(reply.status, JSON.stringify(reply.body)).toBe(200);
  return reply.body as T;
}
const show = (address: Address, query = "") =>
  get<AddressFlows>(`/v1/addresses/${encodeURIComponent(caip10(address))}${query}`);
const graph = (address: Address, query = "") =>
  get<FlowGraph>(`/v1/addresses/${encodeURIComponent(caip10(address))}/graph${query}`);
const refusal = async (path: string) => {
  const { status, body } = await analyst.browser.send("GET", path);
  return { status, ...(body as { code: string; detail: string; errors?: unknown }) };
};

test("an address is told with what the lane remembers, whom it pays and is paid by, and how far that reaches", async () => {
  const body = await show(person);
  expect(body).toMatchObject({
    address: caip10(person),
    chain: demo.caip2,
    watched: true,
    position: {
      from: { block: 1, time: timeAt(1) },
      to: { block: 9, time: timeAt(9) },
      rememberedTo: 8,
      finalTo: 8,
    },
    listed: [],
    frozen: false,
    profile: {
      ...{ asOfBlock: 8, firstSeen: timeAt(2), lastSeen: timeAt(8), received: 3, paid: 3 },
      net: [{ currency: "USD", amount: "207" }],
      remembered: { in: { count: 3, sums: [{ currency: "USD", amount: "407" }] } },
    },
    days: [{ day: "2026-01-01", in: { count: 3 }, out: { count: 3 } }],
    alerts: { items: [], more: false },
  });
  const { items, of, covers, leftOut } = body.counterparties;
  expect(items.map(({ address, payments }) => [address, payments])).toEqual([
    [caip10(relay), 1],
    [caip10(wallet), 1],
    [caip10(second), 1],
    [caip10(other), 3],
  ]);
  expect(of).toBe(4);
  expect(items[1]).toMatchObject({
    service: { list: "orders", category: "exchange", entity: "Kumru" },
    received: [],
    paid: [{ token: tokenName("USDT"), symbol: "USDT", amount: "150", count: 1, first: { block: 3, time: timeAt(3) } }],
  });
  expect(items[3]).toMatchObject({
    received: [{ amount: "7", count: 2, first: { block: 6 }, last: { block: 7 } }],
    paid: [{ amount: "9", count: 1 }],
  });
  expect(covers).toEqual({
    in: { transfers: 3, of: 3, from: body.position?.from, to: body.position?.to, cut: false },
    out: { transfers: 4, of: 4, from: body.position?.from, to: body.position?.to, cut: false },
  });
  expect(leftOut).toEqual({ dust: { counterparties: 1, transfers: 1 } });
});

test("so many counterparties by amount, and so many by the number of payments", async () => {
  const { items, of } = (await show(person, "?counterparties=1")).counterparties;
  expect([items.map(({ address }) => address), of]).toEqual([[caip10(relay), caip10(other)], 4]);
});

test("its listings, alerts and the money of listed addresses that it holds", async () => {
  expect((await show(listed.address)).listings).toMatchObject([{ list: "orders", state: "in_force" }]);
  expect((await show(listed.address)).listed).toEqual([
    { list: "orders", category: "terrorist_financing", severity: "SEVERE", authority: "Authority" },
  ]);
  const { items } = (await show(relay)).alerts;
  expect(items.map(({ state, first }) => [state, first.block])).toEqual([
    ["withdrawn", 3],
    ["final", 2],
    ["final", 1],
  ]);
  const exposed = encodeExposure([
    { peg: "USD", balanceMicros: 100_000_000n, exposures: [], otherMicros: 40_000_000n, days: [] },
  ]);
  await world.db.pool.query("update profile set exposure = $1 where address = $2", [exposed, bytea(relay)]);
  const { nodes } = await graph(person);
  expect(nodes.find(({ id }) => id === caip10(relay))).toMatchObject({
    exposures: [{ currency: "USD", amount: "40" }],
    alerts: 2,
  });
});

test("the same bytes on another chain that is watched are told, and how sure it is that they are the same holder's", async () => {
  await insertLane(world.db.kysely, tron.id, 1);
  const { rows } = await world.db.pool.query("select state from profile where address = $1", [bytea(person)]);
  await inTransaction(world.db, (tx) => upsertProfiles(tx, tron.id, [{ address: person, state: rows[0].state }]));
  expect((await show(person)).aliases).toMatchObject([
    { address: formatCaip10(tron, person), holder: "likely", profile: { received: 3, paid: 3, firstSeen: timeAt(2) } },
  ]);
  await world.db.pool.query("delete from lane where chain_id = $1", [tron.id]);
});

test("the graph: hop by hop, a service as one node behind which nothing is looked for, and nothing beyond the lane", async () => {
  const { nodes, edges, cut, leftOut } = await graph(person);
  expect(nodes.map(({ id, kind, hop, expanded }) => [id, kind, hop, expanded])).toEqual([
    [caip10(person), "address", 0, true],
    [caip10(relay), "address", 1, true],
    ["service:Kumru", "service", 1, false],
    [caip10(other), "address", 1, true],
    [caip10(listed.address), "address", 2, false],
  ]);
  expect(nodes[2]?.addresses).toEqual([caip10(wallet), caip10(second)].sort());
  expect(edges.map(({ from, to, symbol, amount, count }) => [from, to, symbol, amount, count])).toEqual([
    [caip10(relay), caip10(person), "USDT", "400", 1],
    [caip10(person), "service:Kumru", "USDT", "150", 1],
    [caip10(person), "service:Kumru", "USDC", "50", 1],
    [caip10(person), caip10(other), "USDT", "9", 1],
    [caip10(other), caip10(person), "USDT", "7", 2],
    [caip10(listed.address), caip10(relay), "USDT", "500", 1],
  ]);
  expect(cut).toEqual([]);
  expect(leftOut).toEqual({ dust: { counterparties: 1, transfers: 1 }, small: 0 });
});

test("the graph is narrowed by direction, token, amount, time and bounds", async () => {
  const ids = ({ nodes }: FlowGraph) => nodes.map(({ id }) => id).slice(1);
  expect(ids(await graph(person, "?direction=in&hops=1"))).toEqual([caip10(relay), caip10(other)]);
  expect(ids(await graph(person, "?token=USDC"))).toEqual(["service:Kumru"]);
  expect(ids(await graph(person, `?token=${tokenOf("USDC")}`))).toEqual(["service:Kumru"]);
  const large = await graph(person, "?minAmount=100.5&hops=1");
  expect([ids(large), large.leftOut.small]).toEqual([[caip10(relay), "service:Kumru"], 3]);
  expect(ids(await graph(person, `?from=${timeAt(6)}&to=${timeAt(8)}`))).toEqual([caip10(other)]);
  expect(await graph(person, `?to=${timeAt(0)}`)).toMatchObject({ nodes: [{ id: caip10(person) }], edges: [] });
  const small = await graph(person, "?nodes=2&hops=1");
  expect([ids(small), small.cut]).toEqual([
    [caip10(relay)],
    [{ node: caip10(person), shown: 1, of: 4, rule: "nodes" }],
  ]);
});

test("a chain that is not watched is said so, and is no word of silence", async () => {
  const path = `/v1/addresses/eip155:56:${formatAddress(listed.address, "eip155")}`;
  const body = await get<AddressFlows>(path);
  expect(body).toMatchObject({ watched: false, days: [], counterparties: { items: [], of: 0 } });
  expect(body.listings).toHaveLength(1);
  for (const absent of ["position", "profile"]) expect(body).not.toHaveProperty(absent);
  expect(await get(`${path}/graph`)).toMatchObject({ watched: false, edges: [], cut: [] });
});

test("an address whose chain nobody names is taken on the only one that it can be meant on", async () => {
  const text = formatAddress(person, "eip155");
  const named = await get<AddressFlows>(`/v1/addresses/${text}?chain=demo`);
  expect(await get(`/v1/addresses/${text}?chain=${demo.caip2}`)).toEqual(named);
  expect(await get(`/v1/addresses/${text}`)).toEqual(named);
  const onTron = formatAddress(person, "tron");
  expect(await refusal(`/v1/addresses/${onTron}`)).toMatchObject({ status: 400, code: "chain_unnamed" });
  await insertLane(world.db.kysely, 1, 1);
  const { detail } = await refusal(`/v1/addresses/${text}`);
  expect(detail).toContain("demo, ethereum");
  await world.db.pool.query("delete from lane where chain_id = 1");
});

test.each([
  ["0x12", "address_malformed"],
  ["eip155:31337:0x12/graph", "address_malformed"],
  [`${formatAddress(person, "eip155")}?chain=nowhere`, "chain_unknown"],
  [`${formatAddress(person, "tron")}?chain=demo`, "address_malformed"],
  [`${caip10(person)}?chain=ethereum`, "request_invalid"],
  [`${caip10(person)}?counterparties=101`, "request_invalid"],
  [`${caip10(person)}/graph?hops=4`, "request_invalid"],
  [`${caip10(person)}/graph?nodes=201`, "request_invalid"],
  [`${caip10(person)}/graph?token=GOLD`, "request_invalid"],
  [`${caip10(person)}/graph?minAmount=-1`, "request_invalid"],
  [`${caip10(person)}/graph?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z`, "request_invalid"],
])("%s is refused: %s", async (asked, code) => {
  expect(await refusal(`/v1/addresses/${asked}`)).toMatchObject({ status: 400, code });
});

test("no exchange is told", async () => {
  for (const suffix of ["", "/graph"]) {
    const { status } = await exchange.browser.send("GET", `/v1/addresses/${caip10(relay)}${suffix}`);
    expect(status).toBe(403);
  }
});

test("the audit learns which address was looked at, and what was asked", async () => {
  const caller = {
    kind: "user" as const,
    id: analyst.id,
    name: "cy@fiu.example",
    roles: ["analyst" as const],
    permissions: permissionsOf(["analyst"]),
    sandbox: false,
  };
  const query = { hops: 1, direction: "out" as const, minAmount: "0", nodes: 9, edges: 9, chain: "demo" };
  const params = { address: formatAddress(relay, "eip155") };
  const asked = { params, query, body: undefined, caller, now: new Date() };
  const { told } = await callDirectly(flowHandlers().getFlowGraph, world.db, asked);
  expect(told).toEqual({ subject: `address:${caip10(relay)}`, detail: query });
});
