import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Download, Page } from "playwright-core";
import { expect, test } from "vitest";
import { findBarriersInThemes } from "./axe.ts";
import { openConsoleWorld } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * An admin's day at the screen: somebody comes, their roles change, a session and a key end, everybody's access is gone through,
 * and the audit has all of it, and says so when one row of it was changed. Each test goes on where the one before it ended.
 */

const [DONOR, LISTED] = [11, 900];
const EMAIL = "olu@fiu.example";

const world = await openConsoleWorld(LISTED, [DONOR]);
const { pool } = world.db;
let password = "";
let reviewId = "";
/** The new person's own browser. */
let theirs: Page;

async function textOf(download: Download): Promise<string> {
  return readFile(await download.path(), "utf8");
}

/** The secret that a dialog shows, after which it is nowhere in the page. */
async function keepSecret(page: Page): Promise<string> {
  const dialog = page.getByRole("dialog");
  const secret = (await dialog.locator("code").textContent()) ?? "";
  expect(await dialog.getByRole("button", { name: named("show.secret.close") }).isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
  await dialog.getByText(named("show.secret.kept")).click();
  await dialog.getByRole("button", { name: named("show.secret.close") }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await page.content()).not.toContain(secret);
  return secret;
}

async function act(page: Page, button: RegExp, fill: () => Promise<void>, confirm: RegExp): Promise<void> {
  await page.getByRole("button", { name: button }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await fill();
  await dialog.getByRole("button", { name: confirm }).click();
}

async function signInAs(page: Page, email: string, secret: string): Promise<void> {
  await page.locator("input[type=email]").fill(email);
  await page.locator("input[type=password]").fill(secret);
  await page.getByRole("button", { name: named("shell.signIn"), exact: true }).click();
}

test("she adds somebody, whose password is shown once, and who signs in with it", async () => {
  const page = await world.enter("ada", "/people");
  await act(
    page,
    named("people.add"),
    async () => {
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(named("people.email")).fill(EMAIL);
      await dialog.getByLabel(named("people.name")).fill("Olu");
      await dialog.getByRole("checkbox", { name: /^Operations/ }).check({ force: true });
    },
    named("people.add.do"),
  );
  await page.getByRole("dialog").locator("code").waitFor();
  password = await keepSecret(page);
  await page.getByRole("link", { name: "Olu" }).waitFor();
  const { rows } = await pool.query("select name, roles from app_user where email = $1", [EMAIL]);
  expect(rows).toEqual([{ name: "Olu", roles: ["ops"] }]);
  expect((await pool.query("select 1 from audit_entry where content like '%' || $1 || '%'", [password])).rows).toEqual(
    [],
  );
  const other = await world.open("/watchlists");
  await signInAs(other, EMAIL, password);
  await other.getByRole("button", { name: /Olu|olu@/ }).waitFor();
});

test("she changes the roles with a reason, sees the session and ends it: the person is asked to sign in again", async () => {
  theirs = await world.open("/account");
  await signInAs(theirs, EMAIL, password);
  await theirs
    .getByRole("button", { name: named("people.session.end") })
    .first()
    .waitFor();
  const page = await world.enter("ada", "/people?words=olu");
  await page.getByRole("link", { name: "Olu" }).click();
  await act(
    page,
    named("people.act.roles"),
    async () => {
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("checkbox", { name: /^Analyst/ }).check({ force: true });
      await dialog.getByLabel(named("show.reason")).fill("also reviews");
    },
    named("people.act.roles"),
  );
  await page.getByText("Analyst, Operations").waitFor();
  const sessions = page.getByRole("button", { name: named("people.session.end") });
  expect(await sessions.count()).toBe(2);
  await page.getByRole("button", { name: named("people.sessions.endAll.of") }).click();
  await page.getByText(named("people.sessions.none")).waitFor();
  await theirs
    .getByRole("button", { name: named("people.session.end") })
    .first()
    .click();
  await theirs.getByRole("heading", { name: named("shell.expired") }).waitFor();
  const { rows } = await pool.query("select content from audit_entry where action = 'user.update' order by seq");
  expect(rows.map(({ content }) => JSON.parse(content).detail)).toEqual([
    { roles: ["analyst", "ops"], reason: "also reviews" },
  ]);
});

test("a key works until she revokes it", async () => {
  const page = await world.enter("ada", "/keys");
  await act(
    page,
    named("people.key.make"),
    async () => {
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(named("people.name")).fill("nightly");
      await dialog.getByRole("checkbox", { name: /audit:read/ }).check({ force: true });
    },
    named("people.key.make"),
  );
  await page.getByRole("dialog").locator("code").waitFor();
  const secret = await keepSecret(page);
  const call = async () =>
    (await fetch(`${world.baseUrl}/v1/audit?limit=1`, { headers: { authorization: `Bearer ${secret}` } })).status;
  expect(await call()).toBe(200);
  await act(
    page,
    named("people.key.revoke.of"),
    () => page.getByRole("dialog").getByLabel(named("show.reason")).fill("no longer run"),
    named("people.key.revoke"),
  );
  await page.getByText(named("people.key.revoked")).waitFor();
  await expect.poll(call).toBe(401);
});

test("she goes through everybody's access, and takes what was decided with her", async () => {
  const page = await world.enter("ada", "/access-review");
  await page.getByRole("button", { name: named("people.review.begin.first") }).click();
  const decide = page.getByRole("button", { name: named("people.review.decide.of") });
  await decide.first().waitFor();
  const finish = page.getByRole("button", { name: named("people.review.finish") });
  expect(await finish.isDisabled()).toBe(true);
  const total = await decide.count();
  expect(total).toBe(7);
  for (let i = 0; i < total; i++) {
    await decide.first().click();
    const dialog = page.getByRole("dialog");
    const isEli = (await dialog.getByRole("heading").textContent())?.includes("eli") === true;
    if (isEli) await dialog.getByRole("radio").nth(2).check({ force: true });
    await dialog.getByLabel(named("show.reason")).fill(isEli ? "left the exchange" : "needed");
    await dialog.getByRole("button", { name: named(isEli ? "people.verdict.end" : "people.verdict.keep") }).click();
    await dialog.waitFor({ state: "detached" });
    await world.settle(page);
  }
  await finish.click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: named("people.review.finish") })
    .click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await finish.count()).toBe(0);
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: named("people.review.export") }).click();
  const csv = await textOf(await saved);
  expect(csv.split("\r\n").filter((line) => line.includes(",keep,needed,"))).toHaveLength(total - 1);
  expect(csv).toContain(",end,left the exchange,");
  const { rows } = await pool.query("select id from access_review where finished_by = $1", [
    `user:${world.person("ada").id}`,
  ]);
  reviewId = rows[0]?.id;
  const eli = await pool.query("select disabled_at from app_user where id = $1", [world.person("eli").id]);
  expect(eli.rows).not.toEqual([{ disabled_at: null }]);
});

test("the audit finds all of it, and is whole with its checkpoints, here and where it was taken to", async () => {
  const file = join(tmpdir(), `redflag-admin-${process.pid}.ndjson`);
  const key = (await world.run(["audit", "key"])).stdout;
  expect((await world.run(["audit", "checkpoint"])).code).toBe(0);
  const page = await world.enter("ada", "/audit");
  await page.getByLabel(named("audit.filter.subject")).fill(`access_review:${reviewId}`);
  await page.getByLabel(named("audit.filter.action")).fill("access_review.decide");
  await page.keyboard.press("Enter");
  await page.waitForURL(/action=access_review\.decide/);
  await world.settle(page);
  await page
    .getByRole("button", { name: named("audit.open") })
    .first()
    .click();
  await page.getByText("needed", { exact: true }).or(page.getByText("left the exchange")).first().waitFor();
  await page.getByRole("button", { name: named("audit.verify") }).click();
  await page.getByLabel(named("audit.verify.key")).fill(key);
  await page.getByRole("button", { name: named("audit.verify.do") }).click();
  await page.getByText(/^Whole: rows 1 to/).waitFor();
  await page.getByText(/^1 checkpoint fits/).waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: named("audit.export") }).click();
  await page.getByRole("menuitem").first().click();
  await writeFile(file, await textOf(await saved));
  const verified = await world.run(["audit", "verify", file]);
  expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining("1 checkpoint fits")]);
});

test("a row that the database's owner changed is found and named", async () => {
  const { rows } = await pool.query(`select seq from audit_entry where action = 'key.revoke' order by seq limit 1`);
  const seq = rows[0]?.seq;
  await pool.query("alter table audit_entry disable trigger all");
  await pool.query(
    "update audit_entry set content = replace(content, 'no longer run', 'never was one') where seq = $1",
    [seq],
  );
  await pool.query("alter table audit_entry enable trigger all");
  const page = await world.enter("ada", "/audit");
  await page.getByRole("button", { name: named("audit.verify") }).click();
  await page.getByRole("button", { name: named("audit.verify.do") }).click();
  await page.getByText(`Broken at row ${seq}`).waitFor();
  await page.getByText(named("audit.fault.row_changed")).waitFor();
});

const PAGES = [
  "/people",
  () => `/people/${world.person("ana").id}`,
  "/keys",
  "/access-review",
  "/audit",
  "/account",
] as const;

/** What opens over or in a page by this button. */
const OPENED = [
  ["/people", ".primary"],
  ["/keys", ".primary"],
  ["/audit", "[aria-expanded=false]:not([aria-haspopup]):not([aria-label])"],
] as const;

for (const locale of ["en", "ar"] as const) {
  test.each(OPENED)(`what opens at %s has no barrier in ${locale}`, async (path, button) => {
    const page = await world.enter("ada", path, { locale });
    await world.settle(page);
    await page.locator(`main button${button}`).first().click();
    await page.locator("[role=dialog] form, main textarea").first().waitFor();
    await world.settle(page);
    expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
  });

  test(`none of these pages has a barrier in ${locale}, in either theme`, async () => {
    for (const path of PAGES) {
      const page = await world.enter("ada", typeof path === "string" ? path : path(), { locale, width: 1024 });
      await world.settle(page);
      expect(await findBarriersInThemes(page, world.settle), page.url()).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    }
  });
}

test("an analyst is shown none of it, and a supervisor only looks", async () => {
  for (const path of ["/people", "/keys", "/access-review", "/audit"]) {
    const page = await world.enter("ana", path);
    await page.getByText(named("show.notPermitted")).waitFor();
  }
  const page = await world.enter("sue", "/access-review");
  await page.getByText(named("people.verdict.end")).first().waitFor();
  expect(await page.getByRole("button", { name: named("people.review.begin") }).count()).toBe(0);
});
