import { beforeAll, expect, test, vi } from "vitest";
import { signIn } from "../../services/cli/src/signed-in-client.ts";
import { refusalOf } from "../day/refusal-of.ts";
import { findBarriersInThemes } from "./axe.ts";
import { openConsoleWorld, type PersonName } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * A rule is tuned at the screen: tried in shadow, tested on the past, promoted by somebody else. Each test goes on where the one
 * before it ended, and ends with what stands in the database.
 */

const [SPLITTER, TWICE, PAYEE] = [12, 13, 14];
const LISTED = 900;
const RULE = "structuring";

const world = await openConsoleWorld(LISTED, [SPLITTER, TWICE]);
const { pool } = world.db;
const clientOf = async (name: PersonName) => {
  const { email, password } = world.person(name);
  return (await signIn(world.baseUrl, email, password)).client;
};
let backtest = "";

async function settings() {
  const { rows } = await pool.query<{ seq: number; is_enforced: boolean; params: unknown; shadow_params: unknown }>(
    "select seq, is_enforced, params, shadow_params, reason from heuristic_setting where heuristic = $1 order by seq",
    [RULE],
  );
  return rows;
}

beforeAll(async () => {
  await world.pay(SPLITTER, PAYEE, [990, 985, 995]);
  await world.pay(TWICE, PAYEE, [970, 980]);
  await world.mineFinal();
  const ana = await clientOf("ana");
  await vi.waitFor(
    async () => {
      const { items } = (await ana.listAlerts({ query: { state: "final" } })).body;
      expect(items.map(({ heuristic }) => heuristic)).toEqual([RULE]);
    },
    { timeout: 60_000, interval: 100 },
  );
});

test("whoever tries a value out of range is told while typing, and nothing is set", async () => {
  const page = await world.enter("oto", "/heuristics");
  await page.getByRole("searchbox", { name: named("heuristic.filter.words") }).fill("below a threshold");
  await page.waitForURL(/q=below/);
  await page.getByRole("rowheader").getByRole("link").click();
  await page.waitForURL(new RegExp(`/heuristics/${RULE}$`));
  await page.getByRole("button", { name: named("heuristic.act.shadow") }).click();
  const dialog = page.getByRole("dialog");
  const [payments, hours] = [dialog.getByLabel("paymentsMin"), dialog.getByLabel("windowHours")];
  await payments.fill("1");
  await hours.fill("169");
  await expect.poll(() => dialog.locator(".fault").count()).toBe(2);
  await dialog.getByLabel(named("show.reason")).fill("two in an hour say enough");
  await dialog.getByRole("button", { name: named("heuristic.act.shadow") }).click();
  expect(await settings()).toEqual([]);

  await payments.fill("2");
  await hours.fill("24");
  expect(await dialog.locator(".fault").count()).toBe(0);
  await dialog.getByRole("button", { name: named("heuristic.act.shadow") }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText(named("heuristic.shadow.fourEyes")).waitFor();
  expect(await page.getByRole("button", { name: named("heuristic.act.promote") }).count()).toBe(0);
  expect(await settings()).toMatchObject([
    { seq: 1, is_enforced: true, params: {}, shadow_params: { paymentsMin: 2 }, reason: "two in an hour say enough" },
  ]);
});

test("a backtest says what would have come and what would stay, and leads to trying it", async () => {
  const page = await world.enter("oto", `/heuristics/${RULE}`);
  await page.getByRole("button", { name: named("heuristic.act.backtest") }).click();
  const dialog = page.getByRole("dialog");
  // What is in shadow is what one would test.
  expect(await dialog.getByLabel("paymentsMin").inputValue()).toBe("2");
  await dialog.getByLabel(named("show.reason")).fill("what two would have told");
  await dialog.getByRole("button", { name: named("heuristic.act.backtest.begin") }).click();
  await page.waitForURL(/\/backtests\/[0-9a-f-]{36}$/);
  backtest = page.url().split("/").at(-1) ?? "";
  await page.getByRole("heading", { name: named("heuristic.examples.added") }).waitFor({ timeout: 60_000 });
  const added = page.getByRole("table", { name: named("heuristic.examples.added") });
  await added
    .getByRole("link", { name: new RegExp(world.addressOf(TWICE)) })
    .first()
    .waitFor();
  const { rows } = await pool.query<{ state: string; result: Record<string, unknown> }>(
    "select state, result from backtest where id = $1",
    [backtest],
  );
  expect(rows).toMatchObject([{ state: "done", result: { added: 1, removed: 0 } }]);

  await page.getByRole("link", { name: named("heuristic.backtest.try") }).click();
  await page.waitForURL(/try=/);
  expect(await page.getByRole("dialog").getByLabel("paymentsMin").inputValue()).toBe("2");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: named("show.cancel") })
    .click();
  await page.waitForURL(new RegExp(`/heuristics/${RULE}$`));
});

test("an analyst reads all of it, is offered none of it, and the API refuses it", async () => {
  const page = await world.enter("ana", `/heuristics/${RULE}`);
  await page.getByRole("table", { name: named("heuristic.parameters") }).waitFor();
  for (const act of ["promote", "shadow", "backtest"] as const) {
    expect(await page.getByRole("button", { name: named(`heuristic.act.${act}`) }).count()).toBe(0);
  }
  expect(await page.getByRole("button", { name: named("heuristic.acts") }).count()).toBe(0);
  const ana = await clientOf("ana");
  const { etag: ifMatch = "" } = await ana.getHeuristic({ params: { id: RULE } });
  const body = { action: "promote", reason: "I would" } as const;
  expect((await refusalOf(ana.setHeuristic({ params: { id: RULE }, body, ifMatch }))).code).toBe("forbidden");
});

test("every page is without a barrier, in both languages and themes", async () => {
  const pages = [
    "/heuristics",
    `/heuristics/${RULE}`,
    `/heuristics/${RULE}?try={}`,
    `/backtests/${backtest}`,
    "/capacity",
  ];
  for (const locale of ["en", "ar"] as const) {
    const page = await world.enter("oto", "/heuristics", { locale, width: 1024 });
    for (const path of pages) {
      await page.goto(path);
      await world.settle(page);
      if (path.includes("try=")) await page.getByRole("dialog").waitFor();
      expect(await findBarriersInThemes(page, world.settle), `${path} in ${locale}`).toEqual([]);
      const beyond = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
      expect(beyond, `${path} in ${locale}`).toBeLessThanOrEqual(0);
    }
  }
});

test("somebody else promotes what was tried, and can take it back", async () => {
  const page = await world.enter("sue", `/heuristics/${RULE}`);
  await page.getByRole("button", { name: named("heuristic.act.promote") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(named("show.reason")).fill("as the backtest said");
  await dialog.getByRole("button", { name: named("heuristic.act.promote") }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("as the backtest said").waitFor();
  expect((await settings()).at(-1)).toMatchObject({ seq: 2, params: { paymentsMin: 2 }, shadow_params: null });

  await page.getByRole("button", { name: named("heuristic.acts") }).click();
  await page.getByRole("menuitem", { name: named("heuristic.act.reset") }).click();
  await dialog.getByLabel(named("show.reason")).fill("too many after all");
  await dialog.getByRole("button", { name: named("heuristic.act.reset") }).click();
  await dialog.waitFor({ state: "detached" });
  await page.getByText("too many after all").waitFor();
  expect((await settings()).at(-1)).toMatchObject({ seq: 3, is_enforced: true, params: {}, shadow_params: null });
});

test("the line falls where the number of places says", async () => {
  const page = await world.enter("ana", "/capacity");
  const field = page.getByRole("textbox", { name: named("heuristic.capacity.perDay") });
  await field.fill("7");
  await field.press("Enter");
  await page.waitForURL(/perDay=7$/);
  await page.getByText(/fit into 7 places a day/).waitFor();
});
