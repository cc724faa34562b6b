import { beforeAll, expect, test, vi } from "vitest";
import { signIn } from "../../services/cli/src/signed-in-client.ts";
import { refusalOf } from "../day/refusal-of.ts";
import { openConsoleWorld } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * A supervisor's day at the screen: what analysts handed up and closed, who has what, and a case that nobody may thin out. Each
 * test goes on where the one before it ended, and ends with what stands in the database.
 */

const [DONOR, SPLITTER, PAYEE] = [11, 12, 13];
const LISTED = 900;

const world = await openConsoleWorld(LISTED, [DONOR, SPLITTER]);
const { pool } = world.db;
const clientOf = async (name: "ana" | "ben" | "oto") => {
  const { email, password } = world.person(name);
  return (await signIn(world.baseUrl, email, password)).client;
};
let [listed, split] = ["", ""];

async function reviewOf(alert: string) {
  const { rows } = await pool.query<{ review: string; assignee: string | null; disposition: string | null }>(
    "select review, assignee, disposition from alert where id = decode($1, 'hex')",
    [alert.slice(2)],
  );
  return rows[0];
}

beforeAll(async () => {
  await world.pay(DONOR, LISTED, [1_500]);
  await world.pay(SPLITTER, PAYEE, [990, 985, 995]);
  await world.mineFinal();
  const ana = await clientOf("ana");
  await vi.waitFor(
    async () => {
      const { items } = (await ana.listAlerts({ query: { state: "final" } })).body;
      expect(items.length).toBe(2);
      const idOf = (rule: string) => items.find(({ heuristic }) => heuristic === rule)?.id ?? "";
      [listed, split] = [idOf("watchlist-hit"), idOf("structuring")];
    },
    { timeout: 60_000, interval: 100 },
  );
  const act = async (id: string, ...bodies: Parameters<typeof ana.actOnAlert>[0]["body"][]) => {
    for (const body of bodies) {
      const { etag: ifMatch = "" } = await ana.listAlertActions({ params: { id } });
      await ana.actOnAlert({ params: { id }, body, ifMatch });
    }
  };
  await act(listed, { action: "claim" }, { action: "escalate", text: "May we ask the exchange?" });
  await act(split, { action: "claim" }, { action: "close", disposition: "false_positive", text: "rent, in three" });
  await ana.createCase({ body: { title: "Rent", reason: "asked by the tenant", alerts: [split] } });
});

test("she finds what was escalated, reads why, and gives it to somebody else", async () => {
  const page = await world.enter("sue", "/alerts");
  await page.getByRole("link", { name: /^\s*Escalated/ }).click();
  const row = page.getByRole("row").nth(1);
  await row.getByText("escalated").first().waitFor();
  await row.focus();
  await page.keyboard.press("o");
  await page.waitForURL(new RegExp(listed));
  await page.getByText("May we ask the exchange?").first().waitFor();
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(named("review.assignee")).first().fill("ben");
  await page.getByRole("option", { name: /ben/ }).click();
  await dialog.getByRole("button", { name: named("review.assign") }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await reviewOf(listed)).toMatchObject({ assignee: world.person("ben").id });
});

test("she overrules what an analyst closed, and the page says who decided what", async () => {
  const page = await world.enter("sue", `/alerts/${split}`);
  await page.getByText("rent, in three").first().waitFor();
  await page.keyboard.press("d");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /Inconclusive/ }).check({ force: true });
  await dialog.getByLabel(named("review.reason")).fill("Nobody has seen the lease.");
  await dialog.getByRole("button", { name: named("review.overrule") }).click();
  await dialog.waitFor({ state: "detached" });
  await page
    .getByText(/overruled the decision/)
    .first()
    .waitFor();
  expect(await reviewOf(split)).toMatchObject({ review: "closed", disposition: "inconclusive" });
});

test("a case under legal hold says so, and its owner can take nothing out of it", async () => {
  const page = await world.enter("sue", "/cases");
  await page.getByRole("link", { name: /Rent/ }).first().click();
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1) ?? "";
  await page.getByRole("button", { name: named("case.acts") }).click();
  await page.getByRole("menuitem", { name: named("case.act.hold") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("the court has asked for it");
  await dialog.getByRole("button", { name: named("case.act.hold") }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(/Under legal hold by/).waitFor();
  const { rows } = await pool.query("select reason from case_hold where case_id = $1", [id]);
  expect(rows).toMatchObject([{ reason: "the court has asked for it" }]);
  const ana = await clientOf("ana");
  const taking = ana.removeCaseAlert({ params: { id, alert: split }, body: { reason: "not needed" } });
  expect((await refusalOf(taking)).code).toBe("case_held");
});

test("an analyst is offered none of it, and the API refuses it", async () => {
  const before = await reviewOf(split);
  const page = await world.enter("ben", `/alerts/${split}`);
  await page.getByRole("heading", { name: named("alert.why") }).waitFor();
  await world.settle(page);
  expect(await page.getByRole("button", { name: named("review.overrule") }).count()).toBe(0);
  const { etag: ifMatch = "" } = await (await clientOf("ben")).listAlertActions({ params: { id: split } });
  const overrule = { action: "overrule", disposition: "humanitarian", text: "it feeds people" } as const;
  const refusedTo = async (name: "ben" | "oto") =>
    (await refusalOf((await clientOf(name)).actOnAlert({ params: { id: split }, body: overrule, ifMatch }))).code;
  expect([await refusedTo("ben"), await refusedTo("oto")]).toEqual(["review_action_refused", "forbidden"]);
  expect(await reviewOf(split)).toEqual(before);
});
