import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { openConsoleWorld } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * What goes wrong while somebody types: the session ends, the network goes, every answer takes its time. Nothing that was typed
 * is lost.
 */

const [DONOR, LISTED] = [11, 900];
const TYPED = "The donor has answered: it was for the school's roof.";
/** Each way, as from far away. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 200_000, uploadThroughput: 100_000 };

const world = await openConsoleWorld(LISTED, [DONOR]);
const { pool } = world.db;
let alert = "";

beforeAll(async () => {
  await world.pay(DONOR, LISTED, [1_500]);
  await vi.waitFor(
    async () => {
      const { rows } = await pool.query("select '0x' || encode(id, 'hex') as id from alert where rank is not null");
      expect(rows.length).toBe(1);
      alert = rows[0]?.id ?? "";
    },
    { timeout: 60_000, interval: 100 },
  );
});

async function comments(): Promise<string[]> {
  const { rows } = await pool.query<{ text: string }>(
    "select text from alert_action where kind = 'comment' order by created_at",
  );
  return rows.map(({ text }) => text);
}

/** Opens the alert and types into its comment box; sends nothing. */
async function type(page: Page): Promise<void> {
  await page.getByRole("button", { name: named("review.escalate") }).waitFor();
  await page.keyboard.press("n");
  await commentBox(page).and(page.locator(":focus")).waitFor();
  await page.keyboard.type(TYPED);
}

function commentBox(page: Page) {
  return page.getByRole("textbox", { name: named("alert.comment") }).first();
}

test("a session that ends while she types costs a password, and no word", async () => {
  const page = await world.enter("ana", `/alerts/${alert}`);
  await type(page);
  await world.endSessions("ana");
  await page.keyboard.press("Control+Enter");
  const dialog = page.getByRole("dialog", { name: named("shell.expired") });
  const { email, password } = world.person("ana");
  await dialog.getByLabel(named("shell.email")).fill(email);
  await dialog.getByLabel(named("shell.password")).fill(password);
  await dialog.getByRole("button", { name: named("shell.signIn") }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await commentBox(page).inputValue()).toBe(TYPED);
  expect(await comments()).toEqual([]);
  await commentBox(page).press("Control+Enter");
  await vi.waitFor(async () => expect(await comments()).toEqual([TYPED]));
});

test("without a network it says so, keeps what was typed through a reload, and sends it once", async () => {
  const page = await world.enter("ana", `/alerts/${alert}`);
  await type(page);
  await page.context().setOffline(true);
  await page.keyboard.press("Control+Enter");
  await page
    .getByText(named("show.offline"))
    .or(page.getByText(/No connection/))
    .first()
    .waitFor();
  expect(await commentBox(page).inputValue()).toBe(TYPED);
  await page.context().setOffline(false);
  await page.reload();
  await page.getByRole("heading", { name: named("alert.why") }).waitFor();
  expect(await commentBox(page).inputValue()).toBe(TYPED);
  await commentBox(page).press("Control+Enter");
  await vi.waitFor(async () => expect(await comments()).toEqual([TYPED, TYPED]));
  await vi.waitFor(async () => expect(await commentBox(page).inputValue()).toBe(""));
});

test("who signs out leaves nothing of what was typed to whoever comes next", async () => {
  const page = await world.enter("ana", `/alerts/${alert}`);
  await type(page);
  const drafts = () =>
    page.evaluate<string[]>('Object.keys(sessionStorage).filter((key) => key.startsWith("redflag."))');
  expect(await drafts()).toHaveLength(1);
  await page.getByRole("button", { name: named("shell.person") }).click();
  await page.getByRole("menuitem", { name: named("shell.signOut") }).click();
  await page.locator("input[type=password]").waitFor();
  expect(await drafts()).toEqual([]);
});

test("where every answer takes 400 ms, what can be done is there, and a decision takes", async () => {
  const page = await world.enter("ana", "/alerts");
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW);
  await page.reload();
  const row = page.getByRole("row").nth(1);
  await row.waitFor();
  await row.focus();
  await page.keyboard.press("c");
  await vi.waitFor(async () => {
    const { rows } = await pool.query("select review from alert");
    expect(rows).toEqual([{ review: "assigned" }]);
  });
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: named("alert.why") }).waitFor();
});
