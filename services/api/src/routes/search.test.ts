import { FOUND_MAX, type SearchAnswer } from "@redflag/contract/http/routes/search";
import { type Address, formatAddress } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import type { Hash } from "@redflag/domain/hex";
import { sampleAccount, sampleEntry } from "@redflag/store/list.samples";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { seedAlert } from "../testing/seed-alert.ts";
import { seedFlows } from "../testing/seed-flows.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ada, bo] = [await world.enter(["analyst"]), await world.enter(["analyst"])];
const [eve, ops] = [await world.enter(["supervisor"]), await world.enter(["ops"])];
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));

const entry = (digits: string, fields = {}) => sampleEntry(digits, { address: addressOf(digits), ...fields });
const addressOf = (digits: string): Address => `0x${digits.padEnd(40, "0")}`;
const shown = (address: Address) => formatAddress(address, "eip155");

const [payer, wallet, listed] = ["aaaa0001", "aaaa0002", "aaaa0003"].map(addressOf) as [Address, Address, Address];
await seedFlows(world.db, [
  { from: payer, to: wallet, units: 5 },
  { from: listed, to: payer, units: 7 },
]);
const services = { category: "exchange", severity: "LOW" } as const;
await importListVersion(world.db, {
  list: { id: "orders", title: "Orders", authority: "Authority" },
  entries: [
    entry("aaaa0002", { ...services, entity: "Kumru Exchange" }),
    entry("aaaa0009", { ...services, entity: "Kumru Exchange" }),
    entry("aaaa0004", { ...services, entity: "Bank of Kumru" }),
    entry("aaaa0003", { category: "terrorist_financing", severity: "SEVERE" }),
    entry("bbbb0001", { family: "tron" }),
    sampleAccount("A-77"),
  ],
  source: "test",
});
const alert = await seedAlert(world.db, { name: "an alert", subject: payer, blocks: [2] });

type Person = typeof ada;

async function search(who: Person, q: string): Promise<SearchAnswer> {
  const reply = await who.browser.send("GET", `/v1/search?q=${encodeURIComponent(q)}`);
  expect(reply.status).toBe(200);
  return reply.body as SearchAnswer;
}

test("an address is told with what is known of it on each watched chain", async () => {
  for (const text of [payer, shown(payer), payer.slice(2), `${demo.caip2}:${payer}`]) {
    expect((await search(ada, text)).addresses).toEqual({
      items: [
        {
          address: shown(payer),
          family: "eip155",
          chains: [{ chain: demo.caip2, watched: true, known: true, alerts: 1, listed: [], frozen: false }],
        },
      ],
      more: false,
    });
  }
  const { addresses, entries } = await search(ada, listed);
  expect(addresses?.items[0]?.chains).toMatchObject([
    { known: true, alerts: 0, listed: [{ list: "orders", severity: "SEVERE" }] },
  ]);
  expect(entries).toMatchObject({ items: [{ list: "orders", others: 0, entry: { address: shown(listed) } }] });
  expect((await search(ada, wallet)).addresses?.items[0]?.chains).toMatchObject([
    { known: true, listed: [], service: { entity: "Kumru Exchange" } },
  ]);
});

test("of an address that nobody has met it says so, and where nothing is watched that too", async () => {
  const stranger = addressOf("cccc");
  const unknown = { known: false, alerts: 0, listed: [] };
  const { addresses, notes } = await search(ada, stranger);
  expect([addresses?.items, notes]).toMatchObject([[{ chains: [{ ...unknown, watched: true }] }], []]);
  expect(await search(ada, `eip155:1:${stranger}`)).toMatchObject({
    addresses: { items: [{ chains: [{ ...unknown, chain: "eip155:1", watched: false }] }] },
    notes: [{ code: "chain_unwatched", text: expect.stringMatching(/^Ethereum is not watched/) }],
  });
  expect(await search(ada, formatAddress(addressOf("bbbb0001"), "tron"))).toMatchObject({
    addresses: { items: [{ family: "tron", chains: [] }] },
    entries: { items: [{ entry: { family: "tron" } }] },
    notes: [{ code: "chain_unwatched" }],
  });
});

test("the beginning of one is looked for among subjects of alerts and on lists, and nowhere else", async () => {
  const found = async (q: string) => (await search(ada, q)).addresses?.items.map(({ address }) => address);
  expect(await found("0xaaaa00")).toEqual(
    [payer, wallet, listed, addressOf("aaaa0004"), addressOf("aaaa0009")].map(shown),
  );
  expect(await found("aaaa0001")).toEqual([shown(payer)]);
  // On no list and in no alert, though the lane remembers nobody else.
  expect(await found("0xcccc00")).toEqual([]);
  // Of the other family.
  expect(await found("0xbbbb00")).toEqual([]);
  expect(await found(`eip155:1:aaaa0001`)).toEqual([]);
});

test("a mistyped address finds nothing, and nothing is said to be meant", async () => {
  const right = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
  const wrong = right.replace("605", "606");
  const { addresses, alerts, entries, notes } = await search(ada, wrong);
  expect([addresses?.items, alerts?.items, entries?.items]).toEqual([[], [], []]);
  expect(notes).toMatchObject([{ code: "address_checksum" }]);
  expect(notes[0]?.text.split("0x")).toEqual(["", expect.stringMatching(`^${wrong.slice(2)} fails`)]);
});

test("an alert is found by its id or the beginning of that", async () => {
  for (const text of [alert, alert.slice(2), alert.slice(0, 6), alert.slice(2, 6).toUpperCase(), alert.slice(2, 50)]) {
    const { alerts, notes } = await search(ada, text);
    expect(notes.filter(({ code }) => code === "transactions_of_alerts")).toEqual([]);
    expect(alerts, text).toMatchObject({
      items: [{ id: alert, subject: `${demo.caip2}:${shown(payer)}` }],
    });
  }
  expect((await search(ada, alert.slice(2, 5))).alerts?.items).toEqual([]);
});

test("a transaction is found where an alert rests on it; of another it says what is not looked at", async () => {
  const { rows } = await world.db.pool.query("select '0x' || encode(tx_hash, 'hex') as hash from evidence");
  const hash = rows[0]?.hash as Hash;
  for (const text of [hash, hash.slice(2)]) {
    const { transactions, notes } = await search(ada, text);
    expect([transactions, notes]).toEqual([
      {
        items: [{ chain: demo.caip2, transaction: hash, block: 2, time: expect.any(String), transfers: 0, alerts: 1 }],
        more: false,
      },
      [],
    ]);
  }
  await world.db.pool.query(
    "update evidence set tx_hash = transfer.tx_hash from transfer where transfer.block_number = 2",
  );
  const { rows: own } = await world.db.pool.query("select '0x' || encode(tx_hash, 'hex') as hash from evidence");
  expect((await search(ada, own[0]?.hash)).transactions).toMatchObject({ items: [{ transfers: 1, alerts: 1 }] });
  expect(await search(ada, `0x${"12".repeat(32)}`)).toMatchObject({
    transactions: { items: [] },
    notes: [{ code: "transactions_of_alerts" }],
  });
});

test("a case is found by its number, its id and words of its title, by whoever may see it and by nobody else", async () => {
  const reply = await ada.browser.send("POST", "/v1/cases", {
    body: { title: "Kumru 100% corridor", reason: "a lead", alerts: [alert] },
  });
  const { id, number } = reply.body as { id: string; number: string };
  for (const text of [number, number.toLowerCase(), id, "corridor", "CORR kum", "100%"]) {
    expect((await search(ada, text)).cases, text).toMatchObject({ items: [{ id, number, role: "owner" }] });
    expect((await search(eve, text)).cases, text).toMatchObject({ items: [{ id, number }] });
    expect((await search(bo, text)).cases, text).toEqual({ items: [], more: false });
  }
  // What is a pattern elsewhere is text.
  expect((await search(ada, "10_%")).cases?.items).toEqual([]);
  expect((await search(ada, "corridor elsewhere")).cases?.items).toEqual([]);
  await ada.browser.send("POST", `/v1/cases/${id}/members`, { body: { person: bo.id, role: "reader" } });
  expect((await search(bo, "corridor")).cases).toMatchObject({ items: [{ id, role: "reader" }] });
  await ada.browser.send("DELETE", `/v1/cases/${id}/members/${bo.id}`);
  expect((await search(bo, "corridor")).cases?.items).toEqual([]);
});

test("a business is found by its name's beginning first, then by words within, one row each; an account by its id", async () => {
  const named = async (q: string) =>
    (await search(ops, q)).entries?.items.map(({ entry: { entity, account }, others }) => [entity ?? account, others]);
  expect(await named("kumru")).toEqual([
    ["Kumru Exchange", 1],
    ["Bank of Kumru", 0],
  ]);
  expect(await named("KUMRU bank")).toEqual([["Bank of Kumru", 0]]);
  expect(await named("umr%")).toEqual([]);
  expect(await named("A-77")).toEqual([["A-77", 0]]);
  // What is on a list no more is not on it.
  await world.db.pool.query("update list_entry set ended_seq = 2 where entity = 'Bank of Kumru'");
  expect(await named("bank")).toEqual([]);
});

test("a rule is found by the beginning of its id and by words of its title", async () => {
  const ids = async (q: string) => (await search(ops, q)).rules?.items.map(({ id }) => id);
  expect(await ids("rapid-pass")).toEqual(["rapid-pass-through"]);
  expect(await ids("passed ONCE")).toEqual(["rapid-pass-through"]);
  expect(await ids("pass-through")).toEqual([]);
});

test("eight of each kind are shown, and that there are more is said", async () => {
  for (let n = 0; n <= FOUND_MAX; n++) {
    await seedAlert(world.db, { name: `many ${n}`, subject: addressOf(`dddd000${n}`), blocks: [n + 10] });
  }
  const { addresses } = await search(ada, "0xdddd00");
  expect([addresses?.items.length, addresses?.more]).toEqual([FOUND_MAX, true]);
});

test("whoever may not read a kind is not told of it, and an exchange of none", async () => {
  expect(Object.keys(await search(ops, payer)).sort()).toEqual(["addresses", "entries", "notes", "rules"]);
  // That there are alerts about an address is of the alerts, too.
  expect((await search(ops, payer)).addresses?.items[0]?.chains).toMatchObject([{ known: true, alerts: 0 }]);
  expect((await search(ops, "0xdddd00")).addresses?.items).toEqual([]);
  expect((await exchange.browser.send("GET", "/v1/search?q=kumru")).status).toBe(403);
  expect((await exchange.browser.send("GET", "/v1/chains")).status).toBe(403);
});

test("the audit has what address was looked for, and of words how many", async () => {
  await search(ada, payer);
  await search(ada, "Kumru corridor");
  const told = world.audit.filter(({ action }) => action === "search.read").slice(-2);
  expect(told.map(({ detail }) => detail)).toEqual([{ q: payer }, { words: 2 }]);
});
