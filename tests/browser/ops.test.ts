import { demo } from "@redflag/domain/chains/demo";
import type { Entry } from "@redflag/domain/entry";
import { writeInferences } from "@redflag/store/inference";
import { importListVersion } from "@redflag/store/watchlist";
import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { signIn } from "../../services/cli/src/signed-in-client.ts";
import { refusalOf } from "../day/refusal-of.ts";
import { findBarriersInThemes } from "./axe.ts";
import { openConsoleWorld, type PersonName } from "./console-world.ts";
import { named } from "./named.ts";

/*
 * An ops person's day with lists: a file with a bad row, the same mended, a version that a gate held back, and what only
 * somebody else may decide. Each test goes on where the one before it ended, and ends with what stands in the database.
 */

const [DONOR, OTHER] = [11, 12];
const [LISTED, FOUND_LATER] = [900, 901];
/** Runs where it is taken for markup. */
const MARKUP = `<img src=x onerror="document.title='taken'">`;

const world = await openConsoleWorld(LISTED, [DONOR]);
const { pool } = world.db;
const at = (account: number) => world.addressOf(account);
const clientOf = async (name: PersonName) => {
  const { email, password } = world.person(name);
  return (await signIn(world.baseUrl, email, password)).client;
};
let imported = "";

const gated = { id: "gated", title: `Gated ${MARKUP}`, authority: "Court", gates: { removedPercentMax: 20 } };
const entryOf = (account: number): Entry => ({
  address: at(account).toLowerCase() as `0x${string}`,
  family: "eip155",
  category: "sanctions",
  severity: "HIGH",
  confidence: 100,
  authority: MARKUP,
  programme: `${MARKUP}${"long".repeat(40)}`,
  sharing: "TLP:RED",
});

beforeAll(async () => {
  // Long before anybody lists the payee.
  await world.pay(DONOR, FOUND_LATER, [1_500]);
  await world.mineFinal();
  await importListVersion(world.db, { list: gated, entries: [801, 802, 803, 804].map(entryOf), source: "test" });
  await importListVersion(world.db, { list: gated, entries: [entryOf(801)], source: `half ${MARKUP}` }).catch(
    () => undefined,
  );
  const [address, service] = [at(OTHER), at(LISTED)].map((text) => text.toLowerCase()) as [
    `0x${string}`,
    `0x${string}`,
  ];
  const known = {
    sharePpm: 973_000,
    firstTime: 1_767_614_400,
    lastTime: 1_768_000_000,
    forwardCount: 6,
    confidence: 65,
  };
  const begun = [{ address, service, from: { blockNumber: 1, logIndex: 0 }, ...known }];
  await writeInferences(world.db.kysely, demo.id, { begun, ended: [] });
});

async function choose(page: Page, label: RegExp, option: string): Promise<void> {
  await page.getByRole("button", { name: label }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

async function chooseFile(page: Page, text: string): Promise<void> {
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
}

/** @returns the id of the proposal, whose page is open then */
async function propose(page: Page, reason: string): Promise<string> {
  await page.getByLabel(named("show.reason")).fill(reason);
  await page.getByRole("button", { name: named("list.propose.do") }).click();
  await page.waitForURL(/\/proposals\/[0-9a-f-]{36}$/);
  await page.getByText(named("list.proposal.own")).waitFor();
  return page.url().split("/").at(-1) ?? "";
}

async function proposalOf(id: string) {
  const { rows } = await pool.query(
    "select list_id, kind, is_emergency, p.author, verdict from list_proposal p left join list_decision d on d.proposal_id = p.id where id = $1",
    [id],
  );
  return rows[0];
}

test("a file with a bad row is told by line and fact, and mended it is proposed as it was shown", async () => {
  const page = await world.enter("oto", "/proposals");
  await page.getByRole("button", { name: named("list.proposal.newList") }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("court-orders");
  await page.keyboard.press("Enter");
  await page.getByLabel(named("list.propose.new.title")).fill("Orders of the court");
  await page.getByLabel(named("list.propose.new.authority")).fill("Court");
  await page.getByRole("link", { name: named("list.propose.way.import") }).click();
  await choose(page, /Category/, "terrorist financing");
  const header = "address,reference\n";
  const [head = "", last = ""] = [at(FOUND_LATER).slice(0, -1), at(FOUND_LATER).at(-1)];
  await chooseFile(page, `${header}${at(FOUND_LATER)},ord-1\n${head}${last === "1" ? "2" : "1"},ord-2\n`);
  const show = page.getByRole("button", { name: named("list.propose.show") });
  await show.click();
  await page.getByRole("row").filter({ hasText: "line 3" }).filter({ hasText: "checksum" }).waitFor();
  expect(await page.getByRole("button", { name: named("list.propose.do") }).count()).toBe(0);
  expect((await pool.query("select from list_proposal")).rowCount).toBe(0);

  await chooseFile(page, `${header}${at(FOUND_LATER)},ord-1\n`);
  await show.click();
  await page
    .getByRole("row")
    .filter({ hasText: at(FOUND_LATER) })
    .filter({ hasText: "ord-1" })
    .waitFor();
  imported = await propose(page, "order 1 of the court");
  expect(await proposalOf(imported)).toEqual({
    ...{ list_id: "court-orders", kind: "import", is_emergency: false, verdict: null },
    author: `user:${world.person("oto").id}`,
  });
  await world.settle(page);
  expect(await page.getByRole("button", { name: named("list.proposal.approve.open") }).count()).toBe(0);
  const own = (await clientOf("oto")).approveProposal({ params: { id: imported }, body: { reason: "mine" } });
  expect((await refusalOf(own)).code).toBe("four_eyes_needed");
  expect(await proposalOf(imported)).toMatchObject({ verdict: null });
});

test("what a gate held back is shown with its figures, and proposed to be let in all the same", async () => {
  const { rows } = await pool.query<{ id: string }>("select id from list_held_version where cleared_at is null");
  const page = await world.enter("oto", `/watchlists/gated/propose?accept=${rows[0]?.id}`);
  await page.getByRole("row").filter({ hasText: "75%" }).filter({ hasText: "20%" }).waitFor();
  await page.getByRole("button", { name: named("list.propose.show") }).click();
  await page
    .getByRole("row")
    .filter({ hasText: at(802) })
    .waitFor();
  const id = await propose(page, "the court has lifted three");
  expect(await proposalOf(id)).toMatchObject({ list_id: "gated", kind: "accept_version", verdict: null });
});

test("somebody else approves: the list has its version, and the past is looked at for what is new", async () => {
  const page = await world.enter("sue", "/proposals");
  await page.getByRole("link", { name: named("list.proposal.what.accept_version") }).waitFor();
  await page.getByRole("link", { name: named("list.proposal.what.import") }).click();
  await page
    .getByRole("row")
    .filter({ hasText: at(FOUND_LATER) })
    .waitFor();
  await page.getByRole("button", { name: named("list.proposal.approve.open") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("I have seen the order");
  await dialog.getByRole("button", { name: named("list.proposal.approve.open") }).click();
  await dialog.waitFor({ state: "detached" });
  expect(await proposalOf(imported)).toMatchObject({ verdict: "approved" });
  const { rows: versions } = await pool.query(
    "select seq, entry_count, proposal_id from list_version where list_id = 'court-orders'",
  );
  expect(versions).toEqual([{ seq: 1, entry_count: 1, proposal_id: imported }]);

  // The lane sees a new version with the next block.
  await world.mineFinal();
  const alerts = page.locator("main a[href*='list=court-orders']");
  await alerts.waitFor();
  const { rows: found } = await pool.query(
    "select state from alert where heuristic = 'lookback-hit' and subject = decode($1, 'hex')",
    [at(FOUND_LATER).slice(2)],
  );
  expect(found).toEqual([{ state: "final" }]);
  await alerts.click();
  const subject = page.getByRole("link", { name: new RegExp(at(FOUND_LATER)) });
  await page.getByRole("row").filter({ has: subject }).waitFor();
});

test("an emergency is in effect at once, stays marked, and is taken back by somebody else", async () => {
  const begun = encodeURIComponent(JSON.stringify([{ address: at(OTHER), category: "ransom" }]));
  const page = await world.enter("oto", `/watchlists/court-orders/propose?add=${begun}`);
  const address = page.getByLabel(named("list.field.address"));
  await address.fill(`${at(OTHER)}0`);
  await page.getByText(/neither 0x followed by 40 hex digits/).waitFor();
  await address.fill(at(OTHER));
  await page.getByRole("button", { name: named("list.propose.show") }).click();
  await page.getByRole("button", { name: named("list.propose.emergency") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("it is moving now");
  await dialog.getByRole("button", { name: named("list.propose.emergency.do") }).click();
  await page.waitForURL(/\/proposals\/[0-9a-f-]{36}$/);
  const id = page.url().split("/").at(-1) ?? "";
  await page.getByText(named("list.proposal.emergency"), { exact: true }).waitFor();
  expect(await proposalOf(id)).toMatchObject({ kind: "add", is_emergency: true, verdict: null });

  const hers = await world.enter("sue", `/proposals/${id}`);
  await hers.getByRole("button", { name: named("list.proposal.reject.unconfirmed") }).click();
  const asked = hers.getByRole("dialog");
  await asked.getByRole("textbox").fill("it is our own wallet");
  await asked.getByRole("button", { name: named("list.proposal.reject.unconfirmed") }).click();
  await hers.getByText(named("list.proposal.state.undone")).waitFor();
  const { rows } = await pool.query(
    "select count(*)::int as live from list_entry where list_id = 'court-orders' and ended_seq is null",
  );
  expect(rows).toEqual([{ live: 1 }]);
});

test("an entry that is found is edited, and a mark is proposed for the whole list, each as it was shown", async () => {
  const page = await world.enter("oto", "/watchlists/court-orders/propose?way=entries");
  await page.getByLabel(named("list.propose.find")).fill(at(FOUND_LATER).toLowerCase());
  await page.getByRole("button", { name: named("list.propose.find.do") }).click();
  await page.getByRole("checkbox", { name: new RegExp(at(FOUND_LATER)) }).check({ force: true });
  await page.getByRole("radio", { name: named("list.propose.deed.edit") }).check({ force: true });
  await page.getByLabel(named("list.field.reference")).fill("ord-1, amended");
  await page.getByRole("button", { name: named("list.propose.show") }).click();
  await page.getByRole("row").filter({ hasText: "ord-1, amended" }).locator("mark").first().waitFor();
  const edit = await propose(page, "the court amended it");
  expect(await proposalOf(edit)).toMatchObject({ kind: "edit", is_emergency: false, verdict: null });

  await page.goto("/watchlists/court-orders/propose?way=sharing");
  await choose(page, /Who may know$/, "TLP:GREEN, exchanges that subscribe");
  await page.getByRole("button", { name: named("list.propose.show") }).click();
  await page.getByRole("row").filter({ hasText: "TLP:RED" }).filter({ hasText: "TLP:GREEN" }).waitFor();
  expect(await proposalOf(await propose(page, "agreed with the court"))).toMatchObject({ kind: "sharing" });
});

test("a gate stands in the way of a file until its author asks for it all the same", async () => {
  const page = await world.enter("oto", "/watchlists/gated/propose?way=import");
  await choose(page, /Category/, "sanctions");
  await chooseFile(page, `address\n${at(802)}\n`);
  await page.getByRole("button", { name: named("list.propose.show") }).click();
  await page.getByRole("row").filter({ hasText: "75%" }).waitFor();
  const send = page.getByRole("button", { name: named("list.propose.do") });
  expect(await send.count()).toBe(0);
  await page.getByText(named("list.import.despite")).click();
  await send.waitFor();
  const id = await propose(page, "three were lifted");
  await page.getByRole("row").filter({ hasText: "75%" }).waitFor();
  expect(await proposalOf(id)).toMatchObject({ list_id: "gated", kind: "import", verdict: null });
});

test("inferred deposit addresses are chosen, and lead to entries that are filled in", async () => {
  const page = await world.enter("oto", "/deposits");
  await page.getByRole("row").filter({ hasText: "97.3%" }).getByRole("checkbox").check({ force: true });
  await page.getByRole("button", { name: named("list.deposit.propose") }).click();
  await page.getByRole("dialog").getByRole("button", { name: /List/ }).click();
  await page.getByRole("option", { name: /court-orders/ }).click();
  await page.getByRole("button", { name: named("list.goOn") }).click();
  await page.waitForURL(/court-orders\/propose/);
  expect(await page.getByLabel(named("list.field.address")).inputValue()).toBe(at(OTHER));
});

test("an exchange sees none of it, and the API refuses it", async () => {
  const before = await pool.query("select from list_proposal");
  for (const path of ["/proposals", `/proposals/${imported}`, "/watchlists/court-orders/propose", "/deposits"]) {
    const page = await world.enter("eli", path);
    await page.getByRole("heading", { name: named("show.notPermitted") }).waitFor();
  }
  const file = { name: "a.csv", text: `address\n${at(OTHER)}\n`, digest: `0x${"ab".repeat(32)}`, reason: "try" };
  const defaults = { category: "sanctions", severity: "HIGH" } as const;
  const attempt = (await clientOf("eli")).proposeImport({
    params: { id: "court-orders" },
    body: { ...file, defaults },
  });
  expect((await refusalOf(attempt)).code).toBe("forbidden");
  expect((await pool.query("select from list_proposal")).rowCount).toBe(before.rowCount);
});

const PAGES: ReadonlyArray<readonly [name: string, path: () => string, isShown: boolean]> = [
  ["new entries", () => "/watchlists/court-orders/propose", false],
  ["a file", () => "/watchlists/court-orders/propose?way=import", false],
  ["what a gate held back", () => "/watchlists/gated/propose?way=accept", true],
  ["the proposals", () => "/proposals?state=all", false],
  ["a proposal", () => `/proposals/${imported}`, false],
  ["deposit addresses", () => "/deposits", false],
];

for (const locale of ["en", "ar"] as const) {
  test.each(PAGES)(`%s: no barrier in ${locale}, and no text is taken for markup`, async (_, path, isShown) => {
    const page = await world.enter("oto", path(), { locale, width: 1024 });
    await world.settle(page);
    if (isShown) {
      await page.locator("main .button.primary").first().click();
      await page.getByText(at(802)).waitFor();
    }
    expect(await findBarriersInThemes(page, world.settle)).toEqual([]);
    expect(await page.locator("img[src=x]").count()).toBe(0);
    expect(await page.title()).not.toBe("taken");
    expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  });
}
