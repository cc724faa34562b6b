import { createHash } from "node:crypto";
import {
  EXPORT_PART_ENTRIES_MAX,
  type ListExport,
  type SharedListExport,
} from "@redflag/contract/http/routes/list-exports";
import type { Entry } from "@redflag/domain/entry";
import { EXCHANGE_FORMATS, type ExchangeFormat } from "@redflag/domain/exchange-format";
import { collectImport } from "@redflag/lists/collect-import";
import { getImporter } from "@redflag/lists/importer-registry";
import { sampleAccount, sampleEntry } from "@redflag/store/list.samples";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const ops = await world.enter(["ops"]);
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));

const IMPORTERS = { stix: getImporter("stix-bundle"), misp: getImporter("misp-event") };
const DEFAULTS = {
  category: "other",
  severity: "LOW",
  authority: "nobody",
  confidence: 1,
  sharing: "TLP:CLEAR",
} as const;

const bring = (id: string, entries: readonly Entry[], source: string) =>
  importListVersion(world.db, {
    list: { id, title: "A title for staff", authority: "Court" },
    entries: [...entries],
    source,
  });

async function get<T>(path: string, who: typeof ops): Promise<T> {
  const reply = await who.browser.send("GET", path);
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as T;
}

async function partsOf<T extends SharedListExport>(path: string, who: typeof ops, begun: T[] = []): Promise<T[]> {
  const parts = begun.length > 0 ? begun : [await get<T>(path, who)];
  for (let next = parts.at(-1)?.next; next !== undefined; next = parts.at(-1)?.next) {
    parts.push(await get<T>(`${path}&cursor=${next}`, who));
  }
  return parts;
}

async function entriesIn(format: ExchangeFormat, documents: ReadonlyArray<{ document: string }>): Promise<Entry[]> {
  const read = async ({ document }: { document: string }) => {
    const bytes = (async function* () {
      yield Buffer.from(document);
    })();
    const { entries, account } = await collectImport(IMPORTERS[format], [bytes], DEFAULTS);
    expect(account.refusals).toEqual([]);
    return entries;
  };
  return (await Promise.all(documents.map(read))).flat();
}

const sorted = (entries: readonly Entry[]) =>
  [...entries].map((entry) => JSON.stringify(Object.entries(entry).sort())).sort();

const green = [1, 2, 3].map((n) => sampleEntry(n, { sharing: "TLP:GREEN", reference: `ORD-${n}` }));
const amber = sampleEntry("amber", { sharing: "TLP:AMBER" });
const red = sampleEntry("red", { sharing: "TLP:RED" });
await bring("orders", [...green, amber, red, sampleAccount("1234567", { sharing: "TLP:CLEAR" })], "file 1");
await bring("inside", [red], "file 1");

test.each(EXCHANGE_FORMATS)(
  "staff write a list as %s for an audience, and it reads again as what that may know",
  async (format) => {
    const path = `/v1/watchlists/orders/export?format=${format}`;
    const [forExchanges] = await partsOf<ListExport>(path, ops);
    expect(forExchanges).toMatchObject({ list: "orders", audience: "exchange", version: 1, entries: 3, leftOut: 3 });
    expect(sorted(await entriesIn(format, [forExchanges as ListExport]))).toEqual(sorted(green));

    const [forStaff] = await partsOf<ListExport>(`${path}&audience=staff`, ops);
    expect(forStaff).toMatchObject({ entries: 4, leftOut: 2 });
    expect(sorted(await entriesIn(format, [forStaff as ListExport]))).toEqual(sorted([...green, amber]));
    expect(forStaff?.document).not.toContain(red.address.slice(2));
    expect(forStaff?.document).not.toContain("A title for staff");

    const { document, sha256 } = forStaff as ListExport;
    expect(createHash("sha256").update(document).digest("hex")).toBe(sha256);
    expect(world.audit.at(-1)).toMatchObject({
      action: "list.export",
      subject: "list:orders",
      detail: { format, audience: "staff", version: 1, entries: 4, leftOut: 2, sha256 },
    });
  },
);

test.each(EXCHANGE_FORMATS)(
  "as %s an exchange is given the same bytes whatever comes and goes inside",
  async (format) => {
    const shared = `/v1/shared-lists/orders/export?format=${format}`;
    const forExchanges = `/v1/watchlists/orders/export?format=${format}&audience=exchange`;
    const before = await partsOf(shared, exchange);
    const [written] = await partsOf<ListExport>(forExchanges, ops);
    expect(sorted(await entriesIn(format, before))).toEqual(sorted(green));
    expect(before[0]).not.toHaveProperty("leftOut");

    const others = Array.from({ length: 40 }, (_, n) =>
      sampleEntry(`${format}-${n}`, { sharing: n % 2 ? "TLP:RED" : "TLP:AMBER" }),
    );
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    await bring("orders", [...others, ...green], `a file with others, ${format}`);
    expect(await partsOf(shared, exchange)).toEqual(before);
    const [again] = await partsOf<ListExport>(forExchanges, ops);
    expect(again?.document).toBe(written?.document);
    expect(again?.leftOut).toBe(40);
  },
);

test("a list that shares nothing is to an exchange as one that is not there", async () => {
  const ask = async (list: string) => {
    const { status, body } = await exchange.browser.send("GET", `/v1/shared-lists/${list}/export?format=stix`);
    return {
      status,
      body: JSON.stringify({ ...(body as object), requestId: "", instance: "" }).replaceAll(list, "it"),
    };
  };
  expect(await ask("inside")).toEqual(await ask("nobody"));
  expect((await ask("inside")).status).toBe(404);
  expect(await exchange.browser.send("GET", "/v1/watchlists/orders/export?format=stix")).toMatchObject({ status: 403 });
});

test("a long list comes in parts of a bounded size, of the version with which it began, and of what is inside no part shows", async () => {
  const many = Array.from({ length: 2 * EXPORT_PART_ENTRIES_MAX + 1 }, (_, n) =>
    sampleEntry(n, { sharing: "TLP:GREEN" }),
  );
  const inside = Array.from({ length: 1_500 }, (_, n) => sampleEntry(`in-${n}`));
  await bring("long", [...many, ...inside], "file 1");
  const path = "/v1/watchlists/long/export?format=stix";
  const first = await get<ListExport>(path, ops);
  await bring("long", many.slice(1), "file 2");
  const parts = await partsOf(path, ops, [first]);
  expect(parts.map(({ entries }) => entries)).toEqual([EXPORT_PART_ENTRIES_MAX, EXPORT_PART_ENTRIES_MAX, 1]);
  expect(parts.map(({ version }) => version)).toEqual([1, 1, 1]);
  expect(parts.reduce((sum, { leftOut }) => sum + leftOut, 0)).toBe(inside.length);
  expect(sorted(await entriesIn("stix", parts))).toEqual(sorted(many));
  for (const { document } of parts) expect(document.length).toBeLessThan(10_000_000);

  const shared = "/v1/shared-lists/long/export?format=misp";
  const begun = await get<SharedListExport>(shared, exchange);
  expect(sorted(await entriesIn("misp", await partsOf(shared, exchange)))).toEqual(sorted(many.slice(1)));
  await bring("long", many, "file 3");
  expect(await exchange.browser.send("GET", `${shared}&cursor=${begun.next}`)).toMatchObject({
    code: "cursor_foreign",
  });
});

test.each([
  ["/v1/watchlists/nothing/export?format=stix", 404, "not_found"],
  ["/v1/watchlists/orders/export?format=stix&version=77", 404, "not_found"],
  ["/v1/watchlists/orders/export?format=csv", 400, "request_invalid"],
  ["/v1/watchlists/orders/export?format=stix&cursor=made-up", 400, "cursor_foreign"],
  ["/v1/shared-lists/orders/export?format=stix&cursor=made-up", 400, "cursor_foreign"],
])("GET %s is %i %s", async (path, status, code) => {
  expect(await ops.browser.send("GET", path)).toMatchObject({ status, code });
});
