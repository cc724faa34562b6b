import type { Listing } from "@redflag/contract/http/routes/watchlists";
import { sampleEntry } from "@redflag/store/list.samples";
import { upsertListSource } from "@redflag/store/list-source";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [ops, sue] = [await world.enter(["ops"]), await world.enter(["supervisor"])];
const admin = await world.enter(["admin"]);
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));
const get = (path: string, who = ops) => who.browser.send("GET", path);

const list = { id: "orders", title: "Orders", authority: "Court", gates: { removedPercentMax: 50 } };
const entries = Array.from({ length: 5 }, (_, n) => sampleEntry(n, { reference: `ORD-${n}`, sharing: "TLP:GREEN" }));
const refusals = ["2", "4", "9"].map((row) => ({ place: `row ${row}`, reason: "no address", text: "" }));
const account = { importer: "csv", rows: 8, repeated: 0, repairs: {}, foreign: { bitcoin: 1 }, refusals };
await importListVersion(world.db, { list, entries, source: "file 1", account });

interface Page {
  items: Listing[];
  next?: string;
}

async function pagesOf(path: string): Promise<Page[]> {
  const pages: Page[] = [];
  for (let next: string | undefined = ""; next !== undefined; next = pages.at(-1)?.next) {
    const reply = await get(`${path}${next === "" ? "" : `&cursor=${next}`}`);
    expect(reply).toMatchObject({ status: 200 });
    pages.push(reply.body as Page);
  }
  return pages;
}

const idsOf = (pages: readonly Page[]) => pages.flatMap(({ items }) => items.map(({ entry }) => entry.reference));

test("entries are read a page at a time, of the version with which the reader began, by what is sought", async () => {
  const path = "/v1/watchlists/orders/entries?limit=2";
  const pages = await pagesOf(path);
  expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
  expect(idsOf(pages).sort()).toEqual(["ORD-0", "ORD-1", "ORD-2", "ORD-3", "ORD-4"]);
  expect(pages[0]?.items[0]).toMatchObject({ list: "orders", state: "in_force", firstVersion: 1 });
  const sought = `${path}&q=ord-3`;
  expect(idsOf(await pagesOf(sought))).toEqual(["ORD-3"]);
  const address = pages[0]?.items[0]?.entry.address ?? "";
  expect(idsOf(await pagesOf(`${path}&q=${address}`))).toEqual([pages[0]?.items[0]?.entry.reference]);
  expect(idsOf(await pagesOf(`${path}&q=${address.slice(0, 9).toLowerCase()}`))).toHaveLength(1);
  expect(idsOf(await pagesOf(`${path}&sharing=TLP:RED`))).toEqual([]);
  expect(idsOf(await pagesOf(`${path}&state=in_force&category=sanctions`))).toHaveLength(5);

  const first = await get(path);
  const reason = "not the wallet of whom the order names";
  const remove = [pages[2]?.items[0]?.entry.id];
  const made = await ops.browser.send("POST", "/v1/watchlists/orders/proposals", { body: { remove, reason } });
  const { id } = made.body as { id: string };
  await sue.browser.send("POST", `/v1/proposals/${id}/approve`, { body: { reason } });
  expect(idsOf(await pagesOf(path))).toHaveLength(4);
  expect(idsOf(await pagesOf(`${path}&version=1`))).toHaveLength(5);
  const second = (await get(`${path}&cursor=${(first.body as Page).next}`)).body as Page;
  const third = (await get(`${path}&cursor=${second.next}`)).body as Page;
  expect(third.items.map(({ entry }) => entry.id)).toEqual(remove);
});

test.each([
  ["/v1/watchlists/nothing/entries", 404, "not_found"],
  ["/v1/watchlists/orders/entries?version=77", 404, "not_found"],
  ["/v1/watchlists/orders/entries?version=0", 400, "request_invalid"],
  ["/v1/watchlists/orders/entries?q=0xabc", 400, "address_malformed"],
  ["/v1/watchlists/orders/entries?q=0x52908400098527886E0F7030069857D2E4169Ee7", 400, "address_checksum"],
  ["/v1/watchlists/orders/entries?cursor=made-up", 400, "cursor_foreign"],
  ["/v1/watchlists/orders/diff?to=77", 404, "not_found"],
  ["/v1/watchlists/orders/diff?from=77&to=1", 404, "not_found"],
  ["/v1/watchlists/nothing/refused-rows", 404, "not_found"],
  ["/v1/watchlists/orders/refused-rows?cursor=made-up", 400, "cursor_foreign"],
  ["/v1/watchlists/nothing", 404, "not_found"],
])("GET %s is %i %s", async (path, status, code) => {
  expect(await get(path)).toMatchObject({ status, code });
});

test("rows that could not be read are shown a page at a time, also after people have made a version", async () => {
  const path = "/v1/watchlists/orders/refused-rows?limit=2";
  const figures = {
    version: 1,
    format: "csv",
    rows: 8,
    repeated: 0,
    repaired: {},
    foreign: { bitcoin: 1 },
    refused: 3,
  };
  const first = await get(path);
  expect(first.body).toMatchObject({ import: figures, items: refusals.slice(0, 2) });
  const { next } = first.body as Page;
  const second = await get(`${path}&cursor=${next}`);
  expect(second.body).toEqual({ import: figures, items: refusals.slice(2) });
  await importListVersion(world.db, { list: { ...list, id: "hand-made" }, entries, source: "by hand" });
  expect((await get("/v1/watchlists/hand-made/refused-rows")).body).toEqual({ items: [] });
});

test("a list tells its gates, how far it is known, and that its publisher was not reached yet", async () => {
  const path = "/v1/watchlists/orders";
  expect((await get(path, admin)).body).toMatchObject({
    ...{ id: "orders", version: 2, entries: 4, gates: { removedPercentMax: 50 } },
    shared: { version: 2, entries: 4 },
  });
  const reason = "the order is under seal";
  const made = await ops.browser.send("POST", `${path}/proposals`, { body: { sharing: "TLP:RED", reason } });
  const { id } = made.body as { id: string };
  await sue.browser.send("POST", `/v1/proposals/${id}/approve`, { body: { reason } });
  expect((await get(path)).body).toMatchObject({
    shared: { entries: 0 },
    sharing: { sharing: "TLP:RED", proposal: id },
  });

  await world.db.pool.query("insert into list (id, title, authority) values ('to-come', 'To come', 'FIU')");
  const urls = { "entries.csv": "https://lists.example/to-come" };
  const source = { format: "csv", urls, defaults: {}, everySeconds: 3600, bytesMax: 1000 };
  await upsertListSource(world.db.kysely, "to-come", source);
  const lists = (await get("/v1/watchlists")).body as { items: Array<{ id: string; version?: number }> };
  expect(lists.items.map(({ id, version }) => [id, version])).toEqual([
    ["hand-made", 1],
    ["orders", 3],
    ["to-come", undefined],
  ]);
  expect((await get("/v1/watchlists/to-come")).body).toMatchObject({ title: "To come", gates: {} });
});

test("an exchange reads none of it", async () => {
  for (const path of ["", "/entries", "/refused-rows"]) {
    expect(await get(`/v1/watchlists/orders${path}`, exchange)).toMatchObject({ status: 403, code: "forbidden" });
  }
});
