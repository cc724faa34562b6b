import { randomUUID } from "node:crypto";
import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { AlertExplanation } from "@redflag/contract/alert-explanation";
import type { AlertExport } from "@redflag/contract/http/routes/alert-exports";
import type { AlertDetail, AlertRow, EvidenceItem } from "@redflag/contract/http/routes/alerts";
import type { RulePrecision } from "@redflag/contract/http/routes/precision";
import { WhyAbsentLine, WhyAddressLine, WhyTransferLine } from "@redflag/contract/why-line";
import { findAccusingWords } from "@redflag/domain/accusing-words.samples";
import { formatAddress, formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { SEVERITIES } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { AlertLedger } from "@redflag/screen/alert-ledger";
import { LISTED } from "@redflag/screen/sample-chain";
import { unfinalizeEvidenceAbove } from "@redflag/store/alert-write";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { insertSubscriber } from "@redflag/store/subscriber";
import { inTransaction } from "@redflag/store/transaction";
import { beforeAll, expect, test } from "vitest";
import { askAs } from "../testing/ask-as.ts";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";
import { RELAY, seedPassThrough } from "../testing/seed-pass-through.ts";

const { env, db, api } = await openApi();
const ask = askAs(db, api, "analyst");
beforeAll(() => seedPassThrough(db));

interface Page<Item> {
  items: Item[];
  next?: string;
}

async function list(query = ""): Promise<Page<AlertRow>> {
  const { status, body } = await ask(`/v1/alerts${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as Page<AlertRow>;
}

/** What the command line prints, an object a line. */
async function lines(...args: readonly string[]): Promise<unknown[]> {
  const { code, stdout, stderr } = await runCli(args, { env });
  expect(code, stderr).toBe(0);
  const text = stdout.trimEnd();
  return text === "" ? [] : text.split("\n").map((line) => JSON.parse(line));
}

const ids = ({ items }: Page<AlertRow>) => items.map(({ id }) => id);

test("the list is the ranking that the command line prints, page by page", async () => {
  const ranked = (await lines("alerts", "--ranked", "--json")) as Array<{
    id: string;
    rank: number;
    members: Array<{ id: string }>;
  }>;
  const first = await list("?limit=1");
  const second = await list(`?limit=1&cursor=${first.next}`);
  expect(second.next).toBeUndefined();
  const items = [...first.items, ...second.items];
  expect(items.map(({ id, group }) => [id, group?.id, group?.rank])).toEqual(
    ranked.map(({ id, rank, members }) => [members[0]?.id, id, rank]),
  );
  expect(items[0]?.group?.size).toBe(2);
  expect((await list("?flat=true")).items).toHaveLength(3);
});

test("an address, a transaction, a rule, an entry or a person finds its alerts, in whatever form somebody has it", async () => {
  const [relayed] = (await list("?heuristic=rapid-pass-through&flat=true")).items;
  const about = [relayed?.id];
  const text = formatAddress(RELAY, demo.family);
  const caip10 = formatCaip10(demo, RELAY);
  for (const form of [text, text.toLowerCase(), caip10, text.slice(0, 9), caip10.slice(0, -8), RELAY.slice(2, 14)]) {
    expect(ids(await list(`?flat=true&q=${encodeURIComponent(form)}`)), form).toEqual(about);
  }
  expect(ids(await list(`?subject=${text}`))).toEqual(about);
  for (const q of ["rapid-p", relayed?.id ?? "", relayed?.id.slice(0, 14) ?? ""]) {
    expect(ids(await list(`?flat=true&q=${q}`)), q).toContain(relayed?.id);
  }
  const { body } = await ask(`/v1/alerts/${relayed?.id}/evidence`);
  const [finding] = (body as Page<EvidenceItem>).items;
  expect(finding?.counted).toHaveLength(1);
  // The one that it was fired on, and the one that its figures count.
  expect(ids(await list(`?flat=true&transaction=${finding?.counted[0]?.transaction}`))).toEqual(about);
  expect(ids(await list(`?flat=true&transaction=${finding?.payment.transaction}`))).toContain(relayed?.id);
  const listed = await list("?flat=true&list=orders");
  expect(listed.items.map(({ heuristic }) => heuristic)).toEqual(["watchlist-hit", "watchlist-hit"]);
  expect((await list("?assignee=me")).items).toEqual([]);
  expect((await list("?assignee=none&flat=true")).items).toHaveLength(3);
  expect((await list("?review=closed,snoozed")).items).toEqual([]);
  expect((await list("?severity=MEDIUM,LOW&sort=newest")).items.map(({ id }) => id)).toEqual(about);
});

test("a row says in one sentence what its explanation says, as what its subject is listed, and the money of its payments", async () => {
  const { items } = await list("?flat=true");
  for (const { id, what, listedAs } of items) {
    const { body } = await ask(`/v1/alerts/${id}`);
    expect(what).toBe((body as AlertDetail).explanation.what);
    expect([(body as AlertDetail).what, (body as AlertDetail).listedAs]).toEqual([what, listedAs]);
  }
  expect(items.map(({ heuristic, listedAs }) => [heuristic, listedAs]).toSorted()).toEqual([
    ["rapid-pass-through", undefined],
    ["watchlist-hit", "terrorist_financing"],
    ["watchlist-hit", "terrorist_financing"],
  ]);
  const amounts = items.map(({ heuristic, worth }) => [heuristic, worth.usd, worth.sums]);
  expect(amounts).toContainEqual(["rapid-pass-through", "4900", [{ currency: "USD", amount: "4900" }]]);
});

test.each(["severity", "amount", "oldest"])("by %s, page by page, is what one page holds", async (sort) => {
  const { items } = await list(`?sort=${sort}`);
  expect(items).toHaveLength(3);
  const found: string[] = [];
  for (
    let page = await list(`?sort=${sort}&limit=1`);
    ;
    page = await list(`?sort=${sort}&limit=1&cursor=${page.next}`)
  ) {
    found.push(...ids(page));
    if (page.next === undefined) break;
  }
  expect(found).toEqual(items.map(({ id }) => id));
  const keys = items.map(({ severity, worth, createdAt }) =>
    sort === "oldest" ? -Date.parse(createdAt) : sort === "amount" ? Number(worth.usd) : SEVERITIES.indexOf(severity),
  );
  expect(keys).toEqual(keys.toSorted((a, b) => b - a));
});

test("a place of another order is refused", async () => {
  const { next } = await list("?sort=amount&limit=1");
  expect((await ask(`/v1/alerts?sort=severity&limit=1&cursor=${next}`)).body).toMatchObject({ code: "cursor_foreign" });
});

test("what waits is counted for the one who asks", async () => {
  const { status, body } = await ask("/v1/alerts/counts");
  expect(status).toBe(200);
  const one = (count: number) => ({ count, more: false });
  expect(body).toMatchObject({
    open: one(3),
    mine: one(0),
    unassigned: one(3),
    overdue: one(0),
    chain: [{ chain: demo.caip2, ...one(3) }],
    heuristic: [
      { heuristic: "rapid-pass-through", ...one(1) },
      { heuristic: "watchlist-hit", ...one(2) },
    ],
    review: { open: one(3), assigned: one(0), escalated: one(0), snoozed: one(0) },
  });
  expect((await askAs(db, api, "ops")("/v1/alerts/counts")).status).toBe(403);
});

test.each([
  ["?q=xyzzy", "request_invalid"],
  ["?severity=EVIL", "request_invalid"],
  ["?subject=0x12", "address_malformed"],
  ["?chain=atlantis", "chain_unknown"],
  ["?q=0xC2c2C2C2C2C2c2c2c2c2C2C2c2C2C2C2C2C2c2C2", "address_checksum"],
  ["?cursor=abcd", "cursor_foreign"],
])("%s is refused as %s", async (query, code) => {
  expect((await ask(`/v1/alerts${query}`)).body).toMatchObject({ code });
});

test("an alert is taken apart as the command line does it, with what is related and what was done", async () => {
  const [first] = (await list()).items;
  const { body, etag } = await ask(`/v1/alerts/${first?.id}`);
  const detail = body as AlertDetail;
  const [shown] = await lines("alert", "show", first?.id ?? "", "--json");
  expect(detail.explanation).toEqual(AlertExplanation.parse(shown));
  expect(etag).toBe('"1"');
  expect(detail.related.group.map(({ heuristic }) => heuristic)).toEqual(["rapid-pass-through"]);
  expect(detail.related.subject.map(({ heuristic }) => heuristic)).toEqual(["watchlist-hit"]);
  expect(detail.related.counterparties.map(({ subject }) => subject)).toEqual([formatCaip10(demo, RELAY)]);
  expect(detail.history.map(({ of, kind }) => [of, kind])).toEqual([
    ["event", "final"],
    ["event", "created"],
  ]);
  expect((await ask(`/v1/alerts/0x${"00".repeat(32)}`)).status).toBe(404);
});

test("why of a transaction and of an address is what `redflag why --json` prints", async () => {
  const [finding] = ((await ask(`/v1/alerts/${ids(await list())[0]}/evidence`)).body as Page<EvidenceItem>).items;
  const hash = finding?.payment.transaction ?? "";
  const transaction = (await ask(`/v1/transactions/demo/${hash}/why`)).body as { transfers: unknown[] };
  const printed = await lines("why", hash, "--chain", "demo", "--json");
  expect(printed.length).toBeGreaterThan(0);
  expect(transaction).toEqual({ transfers: printed.map((line) => WhyTransferLine.parse(line)), moreTransfers: 0 });

  for (const address of [LISTED, RELAY]) {
    const [about, ...transfers] = await lines("why", address, "--chain", "demo", "--json");
    const { body } = await ask(`/v1/addresses/${encodeURIComponent(formatCaip10(demo, address))}/why`);
    expect(body).toEqual({
      address: WhyAddressLine.parse(about),
      transfers: transfers.map((line) => WhyTransferLine.parse(line)),
    });
  }
});

test("what the ledger does not hold is said, with how far it reaches", async () => {
  const nowhere = `0x${"12".repeat(32)}`;
  const [printed] = await lines("why", nowhere, "--chain", "demo", "--json");
  expect((await ask(`/v1/transactions/eip155:31337/${nowhere}/why`)).body).toEqual({
    transfers: [],
    moreTransfers: 0,
    notInLedger: WhyAbsentLine.parse(printed),
  });
  expect((await ask(`/v1/addresses/${RELAY}/why`)).body).toMatchObject({ code: "request_invalid" });
});

test("what a review has found counts for the rule, by either way", async () => {
  const [first] = (await list("?heuristic=rapid-pass-through&flat=true")).items;
  await lines("alert", "dispose", first?.id ?? "", "--as", "legitimate_service", "--reason", "a shop", "--json");
  const { body } = await ask("/v1/heuristics/precision");
  const { items } = body as { items: RulePrecision[] };
  expect(items).toEqual(await lines("heuristic", "precision", "--json"));
  expect(items[0]).toMatchObject({ heuristic: "rapid-pass-through", precision: { count: 0, total: 1 } });
});

test("the audit holds who read which alert", async () => {
  const { rows } = await db.pool.query("select distinct action, subject from audit_entry where action like 'alert.%'");
  expect(rows).toContainEqual({ action: "alert.read", subject: expect.stringMatching(/^alert:0x[0-9a-f]{64}$/) });
});

test("a withdrawn alert says why it is, is worth nothing, and leaves the orders of what stands", async () => {
  const [last] = (await list("?sort=newest")).items;
  await inTransaction(db, async (tx) => {
    const alerts = new AlertLedger(tx, demo);
    const fork = (last?.lastBlock ?? 0) - 1;
    await unfinalizeEvidenceAbove(tx, demo.id, fork);
    await alerts.retractAbove(fork);
    await alerts.write();
  });
  const { items } = await list("?state=withdrawn&sort=newest");
  expect(items).toMatchObject([{ id: last?.id, worth: { sums: [] } }]);
  expect(items[0]?.what).toMatch(/^withdrawn: a reorg removed transaction 0x[0-9a-f]{64}, which stood in block \d+$/);
  expect(items[0]?.worth.usd).toBeUndefined();
  const { body } = await ask(`/v1/alerts/${last?.id}`);
  expect((body as AlertDetail).what).toBe(items[0]?.what);
  for (const sort of ["severity", "amount"]) expect(ids(await list(`?sort=${sort}`)), sort).not.toContain(last?.id);
});

test("what exchanges were told of an alert is exported by the API and the command line, byte for byte, and nothing before", async () => {
  const hit = (await list("?flat=true")).items.find(({ heuristic }) => heuristic === "watchlist-hit");
  const id = hit?.id ?? "";
  const path = `/v1/alerts/${id}/export?format=misp`;
  expect(await ask(path)).toMatchObject({ status: 404 });
  const args = ["alert", "export", id, "--format", "misp"];
  expect(await runCli(args, { env })).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringContaining("released"),
  });

  const [first] = ((await ask(`/v1/alerts/${id}/evidence`)).body as Page<EvidenceItem>).items;
  const { transaction, block, logIndex, token, sender, recipient, amount } = first?.payment ?? ({} as never);
  const { chain, heuristic, version, subject, severity, exposure, score, revision } = hit ?? ({} as never);
  const payload = AlertEventPayload.parse({
    ...{ type: "alert.created", alert: id, chain, heuristic, version, subject, severity, exposure, score, revision },
    ...{ state: "provisional", stateSeq: 0, moreTransfers: 0 },
    transfers: [{ transaction, block, logIndex, ordinal: 0, token, sender, recipient, amount, change: "added" }],
  });
  const { id: subscriber } = await insertSubscriber(db.kysely, { id: randomUUID(), name: "An exchange" });
  const events = [{ eventId: hit?.revision as Hash, payload }];
  await inTransaction(db, (tx) => insertReleasedEvents(tx, subscriber, events));

  const told = (await ask(path)).body as AlertExport;
  expect(told).toMatchObject({ format: "misp", alerts: 1 });
  const { code, stdout, stderr } = await runCli(args, { env });
  expect([code, stdout]).toEqual([0, told.document]);
  expect(stderr).toContain(told.sha256);
  expect(findAccusingWords(stdout)).toEqual([]);
  expect(stdout).toContain(transaction);
});
