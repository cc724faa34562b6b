import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { signIn } from "../../services/cli/src/signed-in-client.ts";
import { refusalOf } from "../day/refusal-of.ts";
import { openConsoleWorld } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * An analyst's day at the screen, from a mistyped password to a case, on a chain on which people pay while she looks. Each test
 * goes on where the one before it ended, and ends with what stands in the database.
 */

const [DONOR, SPLITTER, SECOND, PAYEE] = [11, 12, 13, 14];
const LISTED = 900;

const world = await openConsoleWorld(LISTED, [DONOR, SECOND, SPLITTER]);
const { pool } = world.db;
const ana = world.person("ana");
const at = (account: number) => world.addressOf(account);

interface Reviewed {
  id: string;
  review: string;
  assignee: string | null;
  disposition: string | null;
}

async function reviewOf(account: number): Promise<Reviewed> {
  const { rows } = await pool.query<Reviewed>(
    `select '0x' || encode(id, 'hex') as id, review, assignee, disposition from alert
     where subject = decode($1, 'hex') and state <> 'withdrawn'`,
    [at(account).slice(2)],
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`nothing is said of ${at(account)}`);
  return row;
}

async function actionsOn(alert: string): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    "select actor_name || ' ' || kind || coalesce(': ' || text, '') as line from alert_action where alert_id = decode($1, 'hex') order by seq",
    [alert.slice(2)],
  );
  return rows.map(({ line }) => line);
}

/** By its subject, as the table shows it. */
function rowOf(page: Page, account: number) {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name: new RegExp(at(account)) }) });
}

test("a wrong password is said, and the right one opens the page that was asked for", async () => {
  const page = await world.open("/cases");
  await page.getByLabel(named("shell.email")).fill(ana.email);
  await page.getByLabel(named("shell.password")).fill("not this one");
  await page.getByRole("button", { name: named("shell.signIn") }).click();
  await page.getByRole("alert").waitFor();
  await page.getByLabel(named("shell.password")).fill(ana.password);
  await page.getByRole("button", { name: named("shell.signIn") }).click();
  await page.getByRole("navigation", { name: named("shell.places") }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/cases");
  const { rows } = await pool.query("select outcome from audit_entry where action = 'session.create' order by seq");
  expect(rows.map(({ outcome }) => outcome)).toEqual(["refused", "done"]);
});

test("payments on the chain come into an open queue when she asks for them, and are claimed by key", async () => {
  const page = await world.enter("ana", "/alerts");
  await page.getByRole("heading", { name: named("queue.empty") }).waitFor();
  await page.getByText(named("shell.live.live")).waitFor();
  await world.pay(DONOR, LISTED, [1_500]);
  for (const payer of [SPLITTER, SECOND]) await world.pay(payer, PAYEE, [990, 985, 995]);
  await world.mineFinal();
  // It tells how many there are, and moves nothing by itself.
  await page.getByRole("button", { name: /3 new alerts/ }).waitFor();
  await page.keyboard.press("r");
  await rowOf(page, LISTED).waitFor();
  expect(await page.getByRole("row").count()).toBe(4);

  await rowOf(page, LISTED).focus();
  await page.keyboard.press("c");
  await vi.waitFor(async () => expect(await reviewOf(LISTED)).toMatchObject({ review: "assigned", assignee: ana.id }));
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await rowOf(page, LISTED).and(page.locator(":focus")).waitFor();
});

test("a filter is in the address, survives a reload, and is kept as a view", async () => {
  const page = await world.enter("ana", "/alerts?exposure=BEHAVIORAL");
  await rowOf(page, SPLITTER).waitFor();
  expect(await page.getByRole("row").count()).toBe(3);
  await page.getByRole("button", { name: named("queue.view.save") }).click();
  await page.getByRole("dialog").getByLabel(named("queue.view.name")).fill("By behaviour alone");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: named("queue.view.save.do") })
    .click();
  await page.getByRole("link", { name: "By behaviour alone" }).waitFor();
  await page.reload();
  await rowOf(page, SPLITTER).waitFor();
  expect(await page.getByRole("row").count()).toBe(3);
  const { rows } = await pool.query("select name, query, is_shared from saved_view where owner = $1", [
    `user:${ana.id}`,
  ]);
  expect(rows).toMatchObject([{ name: "By behaviour alone", query: { exposure: "BEHAVIORAL" }, is_shared: false }]);
});

test("what an address says that the queue does not know is left out, and said", async () => {
  const page = await world.enter("ana", "/alerts?severity=AWFUL&colour=red");
  await page.getByText(/severity,\s?colour/).waitFor();
  await rowOf(page, LISTED).waitFor();
});

test("she opens one, reads why, comments and closes it as what it was", async () => {
  const { id } = await reviewOf(SPLITTER);
  const page = await world.enter("ana", `/alerts/${id}`);
  await page.getByRole("heading", { name: named("alert.why") }).waitFor();
  await page
    .getByText(/sent 3 payments of 90 % to 100 % of 1,000 USD/)
    .first()
    .waitFor();
  await page
    .getByText(/fewer than 3 payments/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: named("review.escalate") }).waitFor();
  await page.keyboard.press("n");
  await page.keyboard.type("All three to a kitchen that feeds people.");
  await page.keyboard.press("Control+Enter");
  await vi.waitFor(async () =>
    expect(await actionsOn(id)).toEqual(["ana@fiu.example comment: All three to a kitchen that feeds people."]),
  );
  await page.getByRole("heading", { name: named("alert.why") }).click();
  await page.keyboard.press("d");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /Humanitarian/ }).check({ force: true });
  await dialog.getByLabel(named("review.reason")).fill("A soup kitchen's suppliers are paid so.");
  await dialog.getByRole("button", { name: named("review.close") }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await reviewOf(SPLITTER)).toMatchObject({ review: "closed", disposition: "humanitarian" });
});

test("she puts two aside at once, and takes that back", async () => {
  const before = [await reviewOf(LISTED), await reviewOf(SECOND)];
  const page = await world.enter("ana", "/alerts?flat=true");
  await rowOf(page, SECOND).waitFor();
  await page.getByRole("row").nth(1).focus();
  for (const key of ["x", "j", "x", "s"]) await page.keyboard.press(key);
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: named("review.snooze") }).click();
  await dialog.waitFor({ state: "detached" });
  expect([(await reviewOf(LISTED)).review, (await reviewOf(SECOND)).review]).toEqual(["snoozed", "snoozed"]);
  await page.getByRole("button", { name: named("review.undo") }).click();
  await vi.waitFor(async () => expect([await reviewOf(LISTED), await reviewOf(SECOND)]).toEqual(before));
});

test("an address in another form leads to its page, which says why another rule said nothing", async () => {
  const page = await world.enter("ana", "/alerts");
  await rowOf(page, LISTED).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type(at(SPLITTER).toLowerCase());
  await page
    .getByRole("menuitem")
    .filter({ hasText: at(SPLITTER).slice(-6) })
    .first()
    .click();
  await page.waitForURL(/\/addresses\//);
  await page.getByRole("heading", { name: named("address.why") }).waitFor();
  await world.settle(page);
  expect(await page.locator("main").textContent()).toContain(at(SPLITTER));
});

test("she takes an alert into a new case and notes what she knows", async () => {
  const { id } = await reviewOf(LISTED);
  const page = await world.enter("ana", `/alerts/${id}`);
  await page.getByRole("button", { name: named("alert.more") }).click();
  await page.getByRole("menuitem", { name: named("alert.case") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(named("alert.case.title")).fill("Paid to a listed address");
  await dialog.getByLabel(named("review.reason")).fill("the same donor as last month");
  await dialog.getByRole("button", { name: named("alert.case.take") }).click();
  await dialog.getByRole("link", { name: named("alert.case.taken") }).click();
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  await page.getByLabel(named("case.note.new")).fill("The exchange has been asked.");
  await page.getByRole("button", { name: named("case.note.write") }).click();
  await page
    .locator("main")
    .getByText("The exchange has been asked.")
    .and(page.locator(":not(textarea)"))
    .first()
    .waitFor();
  const { rows } = await pool.query(
    `select title, (select count(*)::integer from case_alert where case_id = case_file.id) as alerts,
       (select string_agg(text, '|') from case_note where case_id = case_file.id) as notes from case_file`,
  );
  expect(rows).toEqual([{ title: "Paid to a listed address", alerts: 1, notes: "The exchange has been asked." }]);
});

test("who may not is told so, by the page and by the API, and nothing has changed", async () => {
  const before = await reviewOf(LISTED);
  const page = await world.enter("oto", "/alerts");
  await page.getByRole("heading", { name: named("show.notPermitted") }).waitFor();
  await page.goto(`/alerts/${before.id}`);
  await page.getByRole("heading", { name: named("show.notPermitted") }).waitFor();
  const { email, password } = world.person("oto");
  const { client } = await signIn(world.baseUrl, email, password);
  const attempt = client.actOnAlert({ params: { id: before.id }, body: { action: "claim" }, ifMatch: '"1"' });
  expect((await refusalOf(attempt)).status).toBe(403);
  expect(await reviewOf(LISTED)).toEqual(before);
});
