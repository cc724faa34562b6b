import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { respond } from "@redflag/notify/testing/answers";
import { startReceiver } from "@redflag/notify/testing/receiver";
import { insertUser } from "@redflag/store/user";
import type { Locator, Page } from "playwright-core";
import { Webhook } from "standardwebhooks";
import { afterAll, expect, test, vi } from "vitest";
import { PASSWORD, PASSWORD_HASH } from "../../services/api/src/testing/known-password.ts";
import { signIn } from "../../services/cli/src/signed-in-client.ts";
import { findBarriersInThemes } from "./axe.ts";
import { openConsoleWorld } from "./console-world.ts";
import { named } from "./named.ts";
import { notifyBeside } from "./notify-beside.ts";

/*
 * An exchange's integrator: events to a receiver of his own, which fails and is mended, his own addresses, and addresses of which
 * he asks what is known. The receiver is a real HTTPS server, and what sends is the real service.
 */

/** It only ends what hangs: deliveries and pages take what a busy machine gives them. */
const PATIENCE = { timeout: 60_000, interval: 100 };
const [DONOR, LISTED] = [11, 900];
/** Runs where it is taken for markup. */
const OOPS = `<img src=x onerror="document.title='taken'"> disk full`;

const receiver = await startReceiver();
afterAll(() => receiver.close());
const world = await openConsoleWorld(LISTED, [DONOR], {}, { webhookHosts: [receiver.host] });
await notifyBeside(world, receiver);
const { pool, kysely } = world.db;
let webhook = "";
let addressSet = "";

async function stateOf(event: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ state: string }>(
    "select state from delivery where event_id = decode($1, 'hex')",
    [event.slice(2)],
  );
  return rows[0]?.state;
}

function button(of: Page | Locator, id: Parameters<typeof named>[0]): Locator {
  return of.getByRole("button", { name: named(id) }).first();
}

test("he subscribes, keeps the secret, and a test arrives, signed with it", async () => {
  const page = await world.enter("eli", "/webhooks");
  await button(page, "webhook.new").click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox", { name: named("webhook.name") }).fill("deposits");
  const url = form.getByRole("textbox", { name: named("webhook.url") });
  await url.fill("https://10.0.0.1/hook");
  await button(form, "webhook.new.do").click();
  await form
    .getByRole("alert")
    .getByText(/10\.0\.0\.1/)
    .waitFor();
  await url.fill(`${receiver.url}/hook`);
  await form.getByRole("textbox", { name: named("webhook.filter.lists.do") }).fill("no-such-list");
  await button(form, "webhook.new.do").click();

  const shown = page.getByRole("dialog", { name: named("webhook.secret.title") });
  const secret = (await shown.locator("code").textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  // The filter was taken, and what of it is met by nothing is told.
  await shown.getByText(/no list no-such-list is shared/).waitFor();
  await page.keyboard.press("Escape");
  expect(await button(shown, "show.secret.close").isDisabled()).toBe(true);
  await shown.getByText(named("show.secret.kept")).click();
  await button(shown, "show.secret.close").click();
  await page.waitForURL(/\/webhooks\/[0-9a-f-]{36}$/);
  webhook = page.url().split("/").at(-1) ?? "";
  await world.settle(page);
  expect(await page.content()).not.toContain(secret);

  await button(page, "webhook.test.do").click();
  await receiver.receivedAtLeast(1);
  await page.getByText(named("webhook.outcome.delivered")).first().waitFor();
  const [request = expect.fail()] = receiver.received;
  expect(new Webhook(secret).verify(request.body, { ...request.headers })).toMatchObject({ type: "endpoint.test" });
});

test("his receiver fails, the log says how, and once it is mended the event is sent again and arrives", async () => {
  receiver.answer = respond(500, OOPS);
  const page = await world.enter("eli", `/webhooks/${webhook}`);
  await button(page, "webhook.test.do").click();
  await page.getByText(named("webhook.failure.status")).first().waitFor();
  await page.getByText(OOPS, { exact: true }).waitFor();
  expect(await page.title()).not.toBe("taken");
  const event = receiver.received.at(-1)?.headers["webhook-id"] ?? "";
  // As if its retries, which take days, were over.
  await vi.waitFor(async () => {
    const { rowCount } = await pool.query(
      `update delivery set state = 'dead', settled_at = now()
       where event_id = decode($1, 'hex') and state = 'waiting' and (claimed_until is null or claimed_until < now())`,
      [event.slice(2)],
    );
    expect(rowCount).toBe(1);
  }, PATIENCE);

  receiver.answer = respond(204);
  await page.getByRole("link", { name: named("webhook.delivery.dead") }).click();
  await page.waitForURL(/state=dead/);
  const log = page.getByRole("table", { name: named("webhook.log") });
  await button(page, "webhook.log.refresh").click();
  await log.getByRole("button", { name: named("webhook.attempts.show") }).click();
  await log.getByText(named("webhook.advice.status")).first().waitFor();
  await log.getByRole("button", { name: named("webhook.replay.one") }).click();
  await vi.waitFor(async () => expect(await stateOf(event)).toBe("delivered"), PATIENCE);
  await page.getByRole("link", { name: named("webhook.delivery.delivered") }).click();
  await vi.waitFor(async () => {
    await button(page, "webhook.log.refresh").click();
    expect(await log.getByRole("button", { name: named("webhook.replay.one") }).count()).toBe(2);
  }, PATIENCE);
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(ids.filter((id) => id === event).length).toBeGreaterThanOrEqual(2);
});

test("how many a replay would send is said before, he changes the secret, pauses and resumes", async () => {
  const page = await world.enter("eli", `/webhooks/${webhook}`);
  await button(page, "webhook.replay.many").click();
  const replay = page.getByRole("dialog");
  expect(await button(replay, "webhook.replay.do").isDisabled()).toBe(true);
  await replay.getByText(named("webhook.replay.delivered")).click();
  await replay.getByText(/\b2\b/).waitFor();
  const before = receiver.received.length;
  await button(replay, "webhook.replay.do").click();
  await replay.waitFor({ state: "detached" });
  await receiver.receivedAtLeast(before + 2);

  await button(page, "webhook.acts").click();
  await page.getByRole("menuitem", { name: named("webhook.rotate") }).click();
  await button(page.getByRole("dialog"), "webhook.rotate.do").click();
  const shown = page.getByRole("dialog", { name: named("webhook.secret.title") });
  const secret = (await shown.locator("code").textContent()) ?? "";
  await shown.getByText(named("show.secret.kept")).click();
  await button(shown, "show.secret.close").click();
  await page.getByText(named("webhook.secrets.ends")).waitFor();
  await button(page, "webhook.test.do").click();
  await receiver.receivedAtLeast(before + 3);
  const last = receiver.received.at(-1) ?? expect.fail();
  expect(new Webhook(secret).verify(last.body, { ...last.headers })).toBeTruthy();

  await button(page, "webhook.pause").click();
  await page.getByText(named("webhook.standing.paused")).first().waitFor();
  expect(await button(page, "webhook.test.do").isDisabled()).toBe(true);
  await button(page, "webhook.resume").click();
  await page.getByText(named("webhook.standing.active")).first().waitFor();
});

test("his own addresses go in line by line, and what is none is named and left out only when he says so", async () => {
  const page = await world.enter("eli", "/webhooks");
  await button(page, "webhook.set.new").click();
  const form = page.getByRole("dialog");
  await form.getByRole("textbox").fill("customers");
  await button(form, "webhook.set.new.do").click();
  await page.waitForURL(/\/address-sets\//);
  addressSet = page.url().split("/").at(-1) ?? "";
  const rows = `address,name\n${world.addressOf(DONOR)},a\n0x12,b\n${world.addressOf(LISTED)},c\n`;
  await page.getByRole("textbox", { name: named("webhook.set.paste") }).fill(rows);
  await page.getByText(named("screening.line")).waitFor();
  expect(await button(page, "webhook.set.do.add").isDisabled()).toBe(true);
  await page
    .locator("label")
    .filter({ has: page.getByRole("checkbox") })
    .click();
  await button(page, "webhook.set.do.add").click();
  await page.getByText(named("webhook.set.changedBy")).waitFor();
  const { rows: kept } = await pool.query("select count(*)::int as count from set_address where set_id = $1", [
    addressSet,
  ]);
  expect(kept).toEqual([{ count: 2 }]);
});

test("he screens three addresses, one of them mistyped, and takes the answers with him", async () => {
  const page = await world.enter("eli", "/screening");
  const [listed, other] = [world.addressOf(LISTED), world.addressOf(DONOR)];
  const mistyped = other.replace(/[a-f]/, (letter) => letter.toUpperCase());
  const pasted = `${other}\n${mistyped}\n${listed}`;
  const box = page.getByRole("textbox", { name: named("screening.addresses") });
  await box.fill(pasted);
  await page.getByText(named("screening.fault.address_checksum")).waitFor();

  await page.context().setOffline(true);
  await button(page, "screening.do").click();
  await page
    .getByText(/No connection/)
    .first()
    .waitFor();
  await page.context().setOffline(false);
  await page.reload();
  expect(await box.inputValue()).toBe(pasted);

  await button(page, "screening.do").click();
  const table = page.getByRole("table", { name: named("screening.answers") });
  await table.waitFor();
  const lines = await table.getByRole("row").allTextContents();
  expect(lines.slice(1).map((text) => [listed, mistyped, other].findIndex((one) => text.includes(one)))).toEqual([
    0, 1, 2,
  ]);
  expect(lines[1]).toMatch(/Test \(fictional\)/);
  expect(lines[3]).toMatch(/No match as of/);
  expect(page.url()).not.toMatch(/0x/i);

  const download = page.waitForEvent("download");
  await button(page, "screening.download.csv").click();
  const csv = (await readFile(await (await download).path(), "utf8")).split("\r\n");
  expect(csv[1]).toMatch(new RegExp(`^1,${other},${other},no_match_as_of,`));
  expect(csv[2]).toMatch(new RegExp(`^2,${mistyped},,unread,.*address_checksum`));
  expect(csv[3]).toMatch(new RegExp(`^3,${listed},${listed},match,HIGH,`));

  await page.locator('a[href$="show=none"]').click();
  await page.waitForURL(/show=none/);
  await vi.waitFor(async () => expect(await table.getByRole("row").count()).toBe(2), PATIENCE);
});

test("an analyst has no webhooks, another exchange sees nothing of his, and ops see where they go and change none", async () => {
  const ana = await world.enter("ana", `/webhooks/${webhook}`);
  await ana.getByRole("heading", { name: named("show.notPermitted") }).waitFor();

  const subscriberId = randomUUID();
  await pool.query("insert into subscriber (id, name) values ($1, 'Rival')", [subscriberId]);
  const rival = { id: randomUUID(), email: "rival@exchange.example", name: "rival", roles: ["exchange" as const] };
  await kysely.transaction().execute((tx) => insertUser(tx, { ...rival, passwordHash: PASSWORD_HASH, subscriberId }));
  const { client } = await signIn(world.baseUrl, rival.email, PASSWORD);
  await expect(client.getSubscription({ params: { id: webhook } })).rejects.toMatchObject({ status: 404 });
  await expect(client.getAddressSet({ params: { id: addressSet } })).rejects.toMatchObject({ status: 404 });
  expect((await client.listSubscriptions()).body.items).toEqual([]);

  const oto = await world.enter("oto", "/webhooks");
  const row = oto
    .getByRole("table", { name: named("webhook.title") })
    .getByRole("row")
    .nth(1);
  await row.getByText("Kumru").waitFor();
  await row.getByRole("link").click();
  await oto.getByText(`https://${receiver.host}`, { exact: true }).waitFor();
  expect(await oto.content()).not.toContain("/hook");
  for (const id of ["webhook.test.do", "webhook.pause", "webhook.edit", "webhook.replay.many"] as const) {
    expect(await oto.getByRole("button", { name: named(id) }).count(), id).toBe(0);
  }
});

/** Without words: they are the same in every language. */
const PAGES: ReadonlyArray<readonly [name: string, path: () => string, open?: (main: Locator) => Promise<void>]> = [
  ["his webhooks", () => "/webhooks"],
  ["a new webhook", () => "/webhooks", (main) => main.getByRole("button").first().click()],
  ["one of them", () => `/webhooks/${webhook}`, openAll],
  ["his addresses", () => `/address-sets/${addressSet}`],
  [
    "screening",
    () => "/screening",
    async (main) => {
      await main.getByRole("textbox").fill(`${world.addressOf(DONOR)}\n0x12\n${world.addressOf(LISTED)}`);
      await main.locator("button[type=submit]:not([data-disabled])").click();
      await openAll(main);
    },
  ],
];

/** What is folded, and the first row that opens. */
async function openAll(main: Locator): Promise<void> {
  await main.getByRole("table").first().locator("button[aria-expanded]").first().click();
  for (const summary of await main.locator("summary").all()) await summary.click();
}

for (const locale of ["en", "ar"] as const) {
  for (const [name, path, open] of PAGES) {
    test(`${name} has no barrier in ${locale}`, async () => {
      const page = await world.enter("eli", path(), { locale, width: 1024 });
      await world.settle(page);
      await open?.(page.getByRole("main"));
      await world.settle(page);
      expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    });
  }
}
