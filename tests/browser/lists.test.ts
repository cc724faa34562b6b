import { getEpochInputs } from "@redflag/store/epoch";
import { sampleAccount, sampleEntry } from "@redflag/store/list.samples";
import { updateSourceFailed, upsertListSource } from "@redflag/store/list-source";
import { insertLookbacks } from "@redflag/store/lookback";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test, vi } from "vitest";
import { findBarriersInThemes } from "./axe.ts";
import { openConsoleWorld } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * Reading the watchlists, whose titles and rows are an attacker's: what waits is said first, entries are found, versions are held
 * against each other, and an exchange sees none of it.
 */

const world = await openConsoleWorld(900, [11]);
const db = world.db.kysely;

/** Runs where it is taken for markup, is told otherwise than it reads, and has a word as long as nobody's. */
const HOSTILE = `<img src=x onerror="document.title='taken'">\u202Egnitirw\u202C${"long".repeat(40)}`;
const list = { id: "orders", title: HOSTILE, authority: HOSTILE, gates: { removedPercentMax: 50, entriesMin: 2 } };
const KEPT = `0x${"ab".repeat(20)}` as const;
const kept = sampleEntry("kept", {
  ...{ address: KEPT, category: "terrorist_financing", severity: "SEVERE", reference: "ORD-7", programme: HOSTILE },
  ...{ documentUrl: "https://orders.example/7", jurisdictions: ["DE", "FR"], validTo: 1_900_000_000 },
});
const others = Array.from({ length: 60 }, (_, n) => sampleEntry(n, { reference: `ORD-1${n}`, sharing: "TLP:GREEN" }));
const account = sampleAccount("7711", { venue: "example", documentUrl: "http://orders.example/plain" });
const refusals = [{ place: "row 4", reason: HOSTILE, text: "0x12" }];
const read = { importer: "csv", rows: 63, repeated: 0, repairs: {}, foreign: { bitcoin: 1 }, refusals };

await importListVersion(world.db, { list, entries: [...others, kept, account], source: "orders.csv", account: read });
const edited = { ...kept, severity: "HIGH", reference: "ORD-8" } as const;
await importListVersion(world.db, { list, entries: [...others.slice(1), edited], source: HOSTILE, account: read });
const tooFew = importListVersion(world.db, { list, entries: [edited], source: "cut.csv" });
await tooFew.catch(() => undefined);
const urls = { "entries.csv": "https://lists.example/orders" };
await upsertListSource(db, list.id, { format: "csv", urls, defaults: {}, everySeconds: 3600, bytesMax: 1000 });
await updateSourceFailed(db, list.id, { nextSeconds: 60, code: "outbound_failed", detail: HOSTILE });
const blocks = { chainId: 31_337, epochSeq: 1, from: 1, to: 2, params: {} as never };
// A lookback is of an epoch; the lane begins its first in its own time.
await vi.waitFor(() => getEpochInputs(db, blocks.chainId, blocks.epochSeq), { timeout: 60_000, interval: 50 });
await insertLookbacks(db, { ...blocks, listId: list.id, heldVersion: 0, version: 2 });

// Of fifty rows one is as good as all.
const PARTS = ["?q=ord-8", "?tab=refused", "?tab=versions", "?tab=diff", "?tab=lookbacks"];
const PAGES = ["/watchlists", ...PARTS.map((part) => `/watchlists/orders${part}`)];

const pairs = (["en", "ar"] as const).flatMap((locale) => PAGES.map((path) => [path, locale] as const));

test.each(pairs)("%s has no barrier in %s, and takes no text for markup", async (path, locale) => {
  const page = await world.enter("ada", path, { locale, width: 1024 });
  await world.settle(page);
  expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
  expect(await page.locator("img[src=x]").count()).toBe(0);
  expect(await page.title()).not.toBe("taken");
  expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
});

test("what waits is said first, and leads to the held version with its gate and what it would change", async () => {
  const page = await world.enter("oto", "/watchlists");
  await page.getByRole("listitem").getByText(named("list.lists.task.held")).getByRole("link").click();
  await page.waitForURL(/\/watchlists\/orders$/);
  const held = page.getByRole("region", { name: named("list.one.held") });
  await held.getByText("98.33").waitFor();
  await held.getByRole("button", { name: named("list.one.held.show") }).click();
  await held.getByText(named("list.diff.kind.removed")).first().waitFor();
  expect(await held.getByRole("link", { name: named("list.one.held.accept") }).getAttribute("href")).toMatch(
    /^\/watchlists\/orders\/propose\?accept=[0-9a-f-]{36}$/,
  );
});

test("an entry is found by its address and by its reference, and followed to where only https leads", async () => {
  const page = await world.enter("ana", "/watchlists/orders");
  const rows = page.getByRole("table", { name: named("list.one.tab.entries") }).getByRole("row");
  await world.settle(page);
  expect(await rows.count()).toBe(51);
  await page.getByRole("button", { name: named("show.more") }).click();
  await expect.poll(() => rows.count()).toBe(61);
  for (const text of ["ord-8", KEPT, KEPT.slice(0, 10)]) {
    await page.getByRole("searchbox").fill(text);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.searchParams.get("q") === text);
    await world.settle(page);
    expect(await rows.count()).toBe(2);
  }
  expect(await rows.nth(1).getByRole("link", { name: /ORD-8/ }).getAttribute("href")).toBe("https://orders.example/7");
  await page.goto("/watchlists/orders?version=1&q=7711");
  await rows.nth(1).getByText("example").first().waitFor();
  expect(
    await rows
      .nth(1)
      .getByRole("link", { name: /plain|Document/ })
      .count(),
  ).toBe(0);
});

test("two versions are chosen and held against each other, counts first, and the URL says which", async () => {
  const page = await world.enter("sue", "/watchlists/orders?tab=versions");
  const boxes = page.getByRole("checkbox");
  await boxes.first().check();
  await boxes.nth(1).check();
  await page.getByRole("link", { name: named("list.versions.compareTwo") }).click();
  await page.waitForURL(/tab=diff&from=1&to=2$/);
  await page.getByText(named("list.diff.removed")).first().waitFor();
  const parts = page.getByRole("navigation", { name: named("list.one.parts") });
  expect(await parts.locator("[aria-current]").allInnerTexts()).toEqual([
    expect.stringMatching(named("list.one.tab.diff")),
  ]);
  const changed = page.getByRole("row").filter({ hasText: "ORD-8" });
  expect(await changed.getByRole("definition").allInnerTexts()).toEqual(["Severe", "High", "ORD-7", "ORD-8"]);
});

test("an unknown list and an unknown version are told apart from an empty one", async () => {
  const page = await world.enter("ana", "/watchlists/nothing");
  await page.getByRole("heading", { name: named("show.notFound") }).waitFor();
  await page.goto("/watchlists/orders?tab=diff&from=1&to=77");
  await page.getByRole("heading", { name: named("show.notFound") }).waitFor();
  // A link that lost its end on the way.
  await page.goto("/proposals/0199-4");
  await page.getByRole("heading", { name: named("show.notFound") }).waitFor();
});

test("an exchange is refused", async () => {
  for (const path of ["/watchlists", "/watchlists/orders"]) {
    const page = await world.enter("eli", path);
    await page.getByRole("heading", { name: named("show.notPermitted") }).waitFor();
    expect(await page.getByText("ORD-").count()).toBe(0);
  }
});
