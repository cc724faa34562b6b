import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { importRates } from "@redflag/store/rate-import";
import type { Page } from "playwright-core";
import { beforeAll, expect, test, vi } from "vitest";
import { replayBundle } from "../../packages/reports/src/bundle/replay-bundle.ts";
import { validateReport } from "../../packages/reports/src/goaml/validate-report.ts";
import { signIn } from "../../services/cli/src/signed-in-client.ts";
import { findBarriersInThemes } from "./axe.ts";
import { openConsoleWorld } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * What goes to an FIU, from an alert to the answer: drawn up by one person, confirmed by another. Each test goes on where the one
 * before it ended, and ends with what stands in the database.
 */

const [DONOR, LISTED] = [11, 900];
const DAY_MS = 86_400_000;
const DAYS_AROUND = 40;
/** How everything that is written here must stand: ours, for no FIU's own file is kept here. */
const STRUCTURE = fileURLToPath(new URL("../../packages/reports/src/goaml/structure.xsd", import.meta.url));

const world = await openConsoleWorld(LISTED, [DONOR], { category: "terrorist_financing" });
const { pool } = world.db;
let [alert, report] = ["", ""];

beforeAll(async () => {
  const today = Math.floor(Date.now() / DAY_MS);
  const days = Array.from({ length: 2 * DAYS_AROUND }, (_, i) => today - DAYS_AROUND + i);
  const rates = days.flatMap((day) => [
    { currency: "USD", day, perEur: "1.25" },
    { currency: "AED", day, perEur: "4.5" },
  ]);
  await importRates(world.db, "test", rates, "of this test");
  await world.pay(DONOR, LISTED, [1_500]);
  await world.mineFinal();
  const { email, password } = world.person("ana");
  const { client } = await signIn(world.baseUrl, email, password);
  await vi.waitFor(
    async () => {
      const { items } = (await client.listAlerts({ query: { state: "final" } })).body;
      expect(items.length).toBe(1);
      alert = items[0]?.id ?? "";
    },
    { timeout: 60_000, interval: 100 },
  );
});

async function statusOf(): Promise<unknown> {
  const { rows } = await pool.query(
    "select status, encode(xml_sha256, 'hex') as sha256, fiu_reference as reference from report where id = $1",
    [report],
  );
  return rows[0];
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: named("reports.save") }).click();
  await page.getByText(named("reports.unsaved")).waitFor({ state: "detached" });
}

test("an analyst draws up a report from an alert, and is told all that is missing", async () => {
  const page = await world.enter("ana", `/alerts/${alert}`);
  await page.getByRole("button", { name: named("alert.more") }).click();
  await page.getByRole("menuitem", { name: named("alert.report") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: named("reports.new.begin") }).click();
  await page.waitForURL(/\/reports\/[0-9a-f-]{36}$/);
  report = page.url().split("/").at(-1) ?? "";
  const mend = page.getByRole("button", { name: named("reports.preflight.mend") }).first();
  await mend.waitFor();
  expect(await page.getByRole("button", { name: named("reports.act.ready") }).isDisabled()).toBe(true);
  expect(await page.getByRole("button", { name: named("reports.download") }).count()).toBe(0);
  // A problem leads to where it is mended.
  await mend.click();
  expect(await page.evaluate("document.activeElement.id")).toMatch(/^report-/);
  expect(await statusOf()).toMatchObject({ status: "draft", sha256: null });
});

test("nothing is chosen for the analyst; what they choose makes it ready, and not filed", async () => {
  const page = await world.enter("ana", `/reports/${report}`);
  const suggested = page.getByRole("checkbox", { name: /TFFVC/ });
  expect(await suggested.isChecked()).toBe(false);
  await suggested.check({ force: true });
  await page.getByLabel(named("reports.field.entityId")).fill("4711");
  await page.getByLabel(named("reports.field.firstName")).fill("Mina");
  await page.getByLabel(named("reports.field.lastName")).fill("Ito");
  await page.getByLabel(named("reports.field.words")).fill("The address was named in an appeal.");
  await save(page);
  const ready = page.locator('button:not([disabled]):not([data-disabled="true"])', {
    hasText: named("reports.act.ready"),
  });
  await ready.click();
  await page.getByText(named("reports.ready.own")).waitFor();
  expect(await page.getByRole("button", { name: named("reports.act.file") }).count()).toBe(0);
  expect(await statusOf()).toMatchObject({ status: "ready" });
});

test("a supervisor confirms the file of that hash, and the alert says so", async () => {
  const page = await world.enter("sue", `/reports/${report}`);
  await page.getByRole("button", { name: named("reports.act.file") }).click();
  const dialog = page.getByRole("dialog");
  const shown = await dialog.getByText(/^[0-9a-f]{64}$/).textContent();
  await dialog.getByLabel(named("reports.confirm.reference")).fill("FIU-77");
  await dialog.getByRole("button", { name: named("reports.act.file") }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await statusOf()).toEqual({ status: "filed", sha256: shown, reference: "FIU-77" });
  const { rows } = await pool.query("select encode(alert_id, 'hex') as id from filed_alert");
  expect(rows).toEqual([{ id: alert.slice(2) }]);
  await page.goto(`/alerts/${alert}`);
  const line = page.getByRole("paragraph").filter({ has: page.locator(`a[href="/reports/${report}"]`) });
  await line.getByText(named("reports.status.filed")).waitFor();
  await page.goto("/alerts");
  await page
    .getByRole("row")
    .getByRole("img", { name: named("queue.filed") })
    .waitFor();
});

test("the file that is downloaded is the one that was confirmed, and stands as goAML has it", async () => {
  const page = await world.enter("ana", `/reports/${report}`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: named("reports.download") }).click(),
  ]);
  const xml = await readFile(await download.path());
  expect(await statusOf()).toMatchObject({ sha256: createHash("sha256").update(xml).digest("hex") });
  expect(validateReport(xml, await readFile(STRUCTURE))).toEqual([]);
  expect(xml.toString()).toContain("TFFVC");
});

test("the answer is recorded with what the alerts were found to be", async () => {
  const page = await world.enter("ana", `/reports/${report}`);
  await page.getByRole("button", { name: named("reports.act.answer") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: named("reports.outcome.accepted") }).check({ force: true });
  await dialog.getByLabel(named("reports.answer.on")).fill(new Date().toISOString().slice(0, 10));
  await dialog.getByLabel(named("reports.answer.reasons")).fill("Taken up.");
  const record = dialog.getByRole("button", { name: named("reports.answer.record") });
  // What follows for the alerts is chosen, also where it is suggested.
  expect(await record.isDisabled()).toBe(true);
  await dialog.locator("button[aria-haspopup=listbox]").click();
  await page.getByRole("option", { name: named("reports.answer.suggested") }).click();
  await record.click();
  await dialog.waitFor({ state: "detached" });
  const { rows } = await pool.query("select review, disposition from alert where id = decode($1, 'hex')", [
    alert.slice(2),
  ]);
  expect(rows).toEqual([{ review: "closed", disposition: "true_positive" }]);
});

test("the evidence is taken away as one file, which can be replayed without a database", async () => {
  const page = await world.enter("ana", `/alerts/${alert}`);
  await page.getByRole("button", { name: named("alert.more") }).click();
  await page.getByRole("menuitem", { name: named("alert.bundle") }).click();
  const dialog = page.getByRole("dialog");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    dialog.getByRole("button", { name: named("reports.bundle.take") }).click(),
  ]);
  const bytes = await readFile(await download.path());
  // Of this very program.
  const { version = "" } = (await replayBundle(bytes, { version: "" })).bundle ?? {};
  expect(await replayBundle(bytes, { version })).toMatchObject({ holds: true, bundle: { alert } });
});

test("a list is handed out as STIX, as the audit has it", async () => {
  const { rows: lists } = await pool.query("select id from list");
  const page = await world.enter("oto", `/watchlists/${lists[0]?.id}`);
  await page.getByRole("button", { name: named("list.export") }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page
      .getByRole("dialog")
      .getByRole("button", { name: named("list.export.take") })
      .click(),
  ]);
  const file = await readFile(await download.path());
  const { objects } = JSON.parse(file.toString()) as { objects: { type: string; pattern?: string }[] };
  const patterns = objects.flatMap(({ pattern }) => pattern ?? []);
  expect(patterns).toEqual([`[cryptocurrency-wallet:value = '${world.addressOf(LISTED)}']`]);
  const { rows } = await pool.query(
    "select content::jsonb -> 'detail' as detail from audit_entry where action = 'list.export'",
  );
  expect(rows).toMatchObject([{ detail: { sha256: createHash("sha256").update(file).digest("hex") } }]);
});

test("who works with lists and chains learns of no report", async () => {
  const page = await world.enter("oto", `/reports/${report}`);
  await page.getByRole("heading", { name: named("show.notPermitted") }).waitFor();
  expect(await page.getByRole("link", { name: named("shell.reports") }).count()).toBe(0);
});

test.each(["en", "ar"] as const)("neither the list nor a report has a barrier in %s", async (locale) => {
  const { email, password } = world.person("ana");
  const { client } = await signIn(world.baseUrl, email, password);
  const { id } = (
    await client.createReport({ body: { profile: "ae", alerts: [alert], choices: { kind: "SAR", indicators: [] } } })
  ).body;
  const page = await world.enter("ana", "/reports", { locale, width: 1024 });
  for (const path of ["/reports", `/reports/${report}`, `/reports/${id}`]) {
    await page.goto(path);
    await world.settle(page);
    expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  }
});
