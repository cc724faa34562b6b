import type { ImportPreview } from "@redflag/contract/http/routes/list-imports";
import type { Proposal, ProposalDetail } from "@redflag/contract/http/routes/list-proposals";
import { formatAddress } from "@redflag/domain/address";
import { importListVersion } from "@redflag/store/watchlist";
import { expect, test } from "vitest";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const [oto, sue] = [await world.enter(["ops"]), await world.enter(["supervisor"])];
const exchange = await world.enter(["exchange"], await world.addSubscriber("An exchange"));

const addressOf = (number: number) => formatAddress(`0x${number.toString(16).padStart(40, "a")}`, "eip155");
const csvOf = (...numbers: number[]) =>
  `address,reference\n${numbers.map((n) => `${addressOf(n)},ord-${n}\n`).join("")}`;
const defaults = { category: "sanctions", severity: "HIGH" };
const begins = { title: "Seizure orders", authority: "Court" };

const importBody = (text: string, more: object = {}) => ({ name: "orders.csv", text, defaults, ...more });

async function preview(list: string, text: string, more = {}) {
  const reply = await oto.browser.send("POST", `/v1/watchlists/${list}/imports/preview`, {
    body: importBody(text, more),
  });
  expect(reply).toMatchObject({ status: 200 });
  return reply.body as ImportPreview;
}
const propose = (list: string, text: string, more: object) =>
  oto.browser.send("POST", `/v1/watchlists/${list}/imports`, {
    body: importBody(text, { reason: "order 7", ...more }),
  });
const decide = (id: string, who = sue, verdict = "approve") =>
  who.browser.send("POST", `/v1/proposals/${id}/${verdict}`, { body: { reason: "seen the file" } });

async function proposed(list: string, text: string, more: object = {}): Promise<Proposal> {
  const { outcome } = await preview(list, text, "list" in more ? { list: more.list } : {});
  const reply = await propose(list, text, { digest: outcome?.digest, ...more });
  expect(reply).toMatchObject({ status: 201 });
  return reply.body as Proposal;
}
async function versionsOf(list: string) {
  const { rows } = await world.db.pool.query(
    "select seq, encode(digest, 'hex') as digest, entry_count, source, proposal_id from list_version where list_id = $1 order by seq",
    [list],
  );
  return rows;
}

test("a file with a bad row is told line by line, and nothing of it can be proposed", async () => {
  const text = `${csvOf(1)}0x52908400098527886E0F7030069857D2E4169Ee7,ord-2\nnobody,ord-3\n`;
  const told = await preview("bad", text, { list: begins });
  expect(told).toMatchObject({
    rows: 3,
    refused: 2,
    refusals: [
      { place: "line 3", reason: expect.stringContaining("checksum") },
      { place: "line 4", reason: expect.stringContaining("address") },
    ],
  });
  expect(told.outcome).toBeUndefined();
  const reply = await propose("bad", text, { list: begins, digest: `0x${"ab".repeat(32)}` });
  expect(reply).toMatchObject({ status: 400, code: "list_row_invalid" });
  expect((await world.db.pool.query("select from list_proposal")).rowCount).toBe(0);
});

test("what is previewed is proposed, refused to its author, approved by another, and becomes that version", async () => {
  const { outcome, sha256 } = await preview("orders", csvOf(1, 2), { list: begins });
  expect(outcome).toMatchObject({ effect: { baseVersion: 0, added: 2, removed: 0 }, entries: 2, failures: [] });
  const made = await proposed("orders", csvOf(1, 2), { list: begins });
  const file = { name: "orders.csv", sha256, rows: 2, baseVersion: 0, digest: outcome?.digest, added: 2, removed: 0 };
  expect(made).toMatchObject({ kind: "import", state: "open", file, begins });
  expect(await decide(made.id, oto)).toMatchObject({ status: 403, code: "four_eyes_needed" });
  const open = (await sue.browser.send("GET", `/v1/proposals/${made.id}`)).body as ProposalDetail;
  expect(open.effect).toEqual(outcome?.effect);
  expect(await versionsOf("orders")).toEqual([]);
  expect(await decide(made.id)).toMatchObject({ status: 200, body: { version: 1 } });
  expect(await versionsOf("orders")).toMatchObject([
    {
      digest: outcome?.digest.slice(2),
      entry_count: 2,
      proposal_id: made.id,
      source: expect.stringContaining("orders.csv"),
    },
  ]);
  const same = await preview("orders", csvOf(2, 1));
  expect(same.outcome?.effect).toMatchObject({ baseVersion: 1, added: 0, removed: 0, changes: [] });
  const nothing = await propose("orders", csvOf(2, 1), { digest: same.outcome?.digest });
  expect(nothing).toMatchObject({ status: 409, code: "proposal_stale" });
  // Of the two of before, 1 has left and 3 has come.
  const next = await proposed("orders", csvOf(2, 3));
  expect(next).toMatchObject({ file: { baseVersion: 1, added: 1, removed: 1, entries: 2 } });
  expect(await decide(next.id)).toMatchObject({ body: { version: 2 } });
});

test("a file is approved as it was seen or not at all: once the list has moved on it is stale", async () => {
  const first = await proposed("orders", csvOf(2, 3, 4));
  const second = await proposed("orders", csvOf(5));
  expect(await decide(first.id)).toMatchObject({ status: 200 });
  expect(await decide(second.id)).toMatchObject({ status: 409, code: "proposal_stale" });
  const stale = (await sue.browser.send("GET", `/v1/proposals/${second.id}`)).body as ProposalDetail;
  expect(stale).toMatchObject({ state: "open", stale: expect.stringContaining("import it again") });
  expect(await decide(second.id, sue, "reject")).toMatchObject({ body: { state: "rejected" } });
  const unseen = await propose("orders", csvOf(6), { digest: first.file?.digest });
  expect(unseen).toMatchObject({ status: 409, code: "proposal_stale" });
});

test("what people decided stands against a file, and an import stands against nothing later", async () => {
  const before = await versionsOf("orders");
  const entry = { address: addressOf(9), category: "ransom", severity: "LOW" };
  const added = await oto.browser.send("POST", "/v1/watchlists/orders/proposals", {
    body: { reason: "by hand", add: [entry] },
  });
  const { id } = added.body as Proposal;
  await decide(id);
  const { outcome } = await preview("orders", csvOf(3));
  expect(outcome).toMatchObject({ entries: 2, standing: [{ proposal: id, entries: 1 }] });
  await decide((await proposed("orders", csvOf(3))).id);
  // The command line's way, which asks nobody: of all the imports above only what was added by hand is left.
  const list = { id: "orders", ...begins };
  await importListVersion(world.db, { list, entries: [], source: "an empty file" });
  const versions = await versionsOf("orders");
  expect(versions.length).toBe(before.length + 3);
  expect(versions.at(-1)).toMatchObject({ entry_count: 1 });
});

test("a gate stands against a file until its author says so, and then whoever decides is shown it", async () => {
  const list = { id: "gated", title: "Gated", authority: "Court", gates: { removedPercentMax: 20 } };
  await importListVersion(world.db, { list, entries: [], source: "nothing" });
  await decide((await proposed("gated", csvOf(1, 2, 3, 4))).id);
  const { outcome } = await preview("gated", csvOf(1));
  const failure = { gate: "removedPercentMax", bound: 20, figure: 75, text: expect.stringContaining("75 %") };
  expect(outcome?.failures).toEqual([failure]);
  const refused = await propose("gated", csvOf(1), { digest: outcome?.digest });
  expect(refused).toMatchObject({ status: 409, code: "list_gate_failed" });
  const made = await proposed("gated", csvOf(1), { despiteGates: true });
  expect(made.file?.failures).toEqual([failure]);
  expect(await decide(made.id)).toMatchObject({ body: { state: "approved" } });
  const told = world.audit.find(({ action, subject }) => action === "list.import" && subject === `proposal:${made.id}`);
  expect(told).toMatchObject({
    outcome: "done",
    detail: { list: "gated", against: [expect.stringContaining("75 %")] },
  });
});

test.each([
  ["a list that is not there and is not described", "nowhere", csvOf(1), 404, "not_found"],
  ["another header", "orders", "wallet\nx\n", 400, "list_unreadable"],
  ["a file without an entry", "orders", "address\n", 400, "list_unreadable"],
  ["what is far too long", "orders", "a".repeat(5_000_001), 400, "request_invalid"],
])("%s is refused in words", async (_, list, text, status, code) => {
  const reply = await oto.browser.send("POST", `/v1/watchlists/${list}/imports/preview`, { body: importBody(text) });
  expect(reply).toMatchObject({ status, code });
});

test("proposals are found by who made them, and an exchange imports nothing", async () => {
  const own = await sue.browser.send("GET", `/v1/proposals?author=user:${oto.id}&list=gated`);
  expect(own).toMatchObject({ body: { items: [{ kind: "import" }, { kind: "import" }] } });
  expect(await sue.browser.send("GET", `/v1/proposals?author=user:${sue.id}`)).toMatchObject({ body: { items: [] } });
  for (const path of ["imports/preview", "imports"]) {
    const reply = await exchange.browser.send("POST", `/v1/watchlists/orders/${path}`, { body: importBody(csvOf(1)) });
    expect(reply).toMatchObject({ status: 403, code: "forbidden" });
  }
});

test("what was kept of a file stays as it is", async () => {
  await expect(world.db.pool.query("update list_proposal_part set ordinal = 9")).rejects.toThrow("stays");
  await expect(world.db.pool.query("delete from list_proposal_part")).rejects.toThrow("stays");
});
