import { randomUUID } from "node:crypto";
import { demo } from "@redflag/domain/chains/demo";
import { upsertIngestState } from "@redflag/store/ingest-state";
import { insertLane } from "@redflag/store/lane";
import { beforeAll, expect, test, vi } from "vitest";
import { findBarriersInThemes } from "./axe.ts";
import { openConsoleWorld, openEmptyConsole } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * An ops person's screen: a gap and a lie are seen with their evidence, and mended; and the first steps on an empty database,
 * as they are taken. Each test goes on where the one before it ended.
 */

const [DONOR, PAYEE, LISTED] = [11, 12, 900];
const LIAR = "liar.example";
/** Longer than it takes until a page asks again, on a busy machine. */
const ASKED_AGAIN_MS = 30_000;

const world = await openConsoleWorld(LISTED, [DONOR]);
const empty = await openEmptyConsole();
const { pool } = world.db;
const gapFrom = () => gap?.from ?? -1;
const chainPath = `/operations/chains/${encodeURIComponent(demo.caip2)}`;
let gap: { from: number; to: number } | undefined;

beforeAll(async () => {
  // However many blocks are read at once: what is read in the middle is a row of its own.
  for (const amount of [100, 200]) {
    const [hash = ""] = await world.pay(DONOR, PAYEE, [amount]);
    await world.mineFinal();
    await vi.waitFor(
      async () => {
        const { rows } = await pool.query(
          "select 1 from lane join transfer using (chain_id) where tx_hash = decode($1, 'hex') and block_number <= final_position",
          [hash.slice(2)],
        );
        expect(rows.length).toBe(1);
      },
      { timeout: 60_000, interval: 100 },
    );
  }
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query<{ from: number; to: number }>(
        `delete from coverage where (chain_id, from_block) in (
           select c.chain_id, c.from_block from coverage c join lane l using (chain_id)
           where c.from_block > l.start_block and c.to_block <= l.final_position order by c.from_block limit 1)
         returning from_block as from, to_block as to`,
      );
      [gap] = rows;
      expect(gap).toBeDefined();
    },
    { timeout: 60_000, interval: 100 },
  );
  // Blocks and what is said of them are there together, or not at all.
  await pool.query("delete from transfer where block_number between $1 and $2", [gapFrom(), gap?.to]);
  await pool.query("delete from block where number between $1 and $2", [gapFrom(), gap?.to]);
  await pool.query(
    `insert into disagreement (chain_id, endpoint, block_number, kind, detail)
     values ($1, $2, $3, 'logs_omitted', $4)`,
    [demo.id, LIAR, gapFrom(), JSON.stringify({ root: "0xaa", computed: "0xbb" })],
  );
});

test("what is wrong stands first, in words, and leads to the chain", async () => {
  const page = await world.enter("oto", "/");
  await page.waitForURL(/\/operations$/);
  const needs = page.getByRole("region", { name: named("operations.needsYou") });
  for (const kind of ["gaps", "lies"] as const) {
    await needs.getByText(named(`operations.trouble.${kind}.hint`)).waitFor({ timeout: ASKED_AGAIN_MS });
  }
  await needs
    .getByRole("link", { name: named("operations.openChain") })
    .first()
    .click();
  await page.waitForURL(/\/operations\/chains\//);
  await page.getByRole("heading", { level: 1, name: demo.title }).waitFor();
});

test("with the keyboard alone the gap is found, zoomed in on, and shows who was caught with both sides", async () => {
  const page = await world.enter("oto", chainPath);
  const strip = page.getByRole("listbox");
  const missing = strip.getByRole("option", { name: /missing/ }).first();
  await missing.waitFor();
  await strip.getByRole("option").first().focus();
  await page.keyboard.press("Home");
  const isThere = () => missing.and(page.locator(":focus")).count();
  for (let steps = 0; steps < 20 && (await isThere()) === 0; steps++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.waitForURL(new RegExp(`at=${gapFrom()}`));
  await page.getByText(LIAR).first().waitFor();
  await page.getByText("0xbb").waitFor();
  await page.getByRole("button", { name: named("operations.zoom.in") }).press("Enter");
  await page.waitForURL(new RegExp(`from=${gapFrom() - 1}&to=${gapFrom() + 1}&at=${gapFrom()}$`));
  await missing.waitFor();
  // The range is the URL's: whoever is given it sees the same.
  await page.reload();
  await page.getByText("0xbb").waitFor();
});

test("the button asks why, and what was missing is read by whoever follows the chain", async () => {
  const page = await world.enter("oto", `${chainPath}?at=${gapFrom()}`);
  await page.getByRole("button", { name: named("operations.mend.repair") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("The node was\ndown.");
  await dialog.getByRole("button", { name: named("operations.mend.repair") }).click();
  await dialog.waitFor({ state: "detached" });
  const { rows } = await pool.query("select from_block, to_block, reason, asked_by from repair");
  expect(rows).toEqual([
    { from_block: gapFrom(), to_block: gap?.to, reason: "The node was down.", asked_by: "oto@fiu.example" },
  ]);
  await page.getByText("The node was down.").waitFor();
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query("select 1 from coverage where from_block <= $1 and to_block >= $1", [
        gapFrom(),
      ]);
      expect(rows.length).toBe(1);
    },
    { timeout: 60_000, interval: 200 },
  );
  await page.getByText(named("operations.mend.state.done")).waitFor({ timeout: ASKED_AGAIN_MS });
  // The strip is asked for again by itself, like the repair: not in the same moment.
  await vi.waitFor(async () => expect(await page.getByRole("option", { name: /missing/ }).count()).toBe(0), {
    timeout: ASKED_AGAIN_MS,
    interval: 200,
  });
});

test("whoever may look but not mend is offered nothing to mend, and an analyst sees none of it", async () => {
  const page = await world.enter("sue", `${chainPath}?at=${gapFrom()}`);
  await page.getByText("0xbb").waitFor();
  await world.settle(page);
  expect(await page.getByRole("button", { name: named("operations.mend.repair") }).count()).toBe(0);
  expect(await page.getByRole("button", { name: named("operations.past") }).count()).toBe(0);
  const hers = await world.enter("ana", "/operations");
  await hers.getByRole("heading", { name: named("show.notPermitted") }).waitFor();
});

test.each(["en", "ar"] as const)(
  "no page of it has a barrier in %s, nor is any wider than a small screen",
  async (locale) => {
    for (const path of ["/operations", `${chainPath}?at=${gapFrom()}`]) {
      const page = await world.enter("oto", path, { locale, width: 1024 });
      await page.locator("table").first().waitFor();
      await world.settle(page);
      expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    }
  },
);

test("on an empty installation an admin begins with the first steps, which tick as they are taken", async () => {
  const page = await empty.enter("ada", "/");
  await page.waitForURL(/\/setup$/);
  const step = (name: "setup.endpoint" | "setup.block") =>
    page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: named(name) }) });
  await step("setup.endpoint").getByText(named("setup.endpoint.waiting")).waitFor();
  expect(await findBarriersInThemes(page, empty.settle)).toEqual([]);
  const endpoint = { ordinal: 1, host: "one.example", score: 1, isBarred: false, answers: {} };
  const { kysely, pool: emptyPool } = empty.db;
  await upsertIngestState(kysely, { chainId: 1, processId: randomUUID(), policy: "proof", endpoints: [endpoint] });
  const soon = { timeout: ASKED_AGAIN_MS };
  await step("setup.endpoint").getByText(named("setup.done")).waitFor(soon);
  await page.getByText("one.example").waitFor();
  await insertLane(kysely, 1, 20_000_000);
  await emptyPool.query("update lane set head_position = 20000000");
  await step("setup.block").getByText(named("setup.done")).waitFor(soon);
  await page.goto("/");
  await page.waitForURL(/\/people$/);
  expect(await page.getByRole("link", { name: named("shell.firstSteps") }).count()).toBe(0);
});
