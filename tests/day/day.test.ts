import { createHash } from "node:crypto";
import { CaseExport } from "@redflag/contract/case-export";
import { type Client, eachItem } from "@redflag/contract/http/client";
import { createClient } from "@redflag/contract/http/create-client";
import { followEvents } from "@redflag/contract/http/follow-events";
import type { ReleasedEvent } from "@redflag/contract/http/routes/subscribers";
import { expect, test, vi } from "vitest";
import { type SignedIn, signIn } from "../../services/cli/src/signed-in-client.ts";
import { openDayWorld } from "./day-world.ts";
import { refusalOf } from "./refusal-of.ts";

/*
 * One day, from the first account to the verified trail. But for the first admin and the last verdict, which are commands of the
 * host, all of it goes over HTTP. Each test goes on where the one before it ended.
 */

const [DONOR, SPLITTER, PAYEE, QUIET] = [11, 12, 13, 14];
const [LISTED, LISTED_TODAY] = [900, 901];
const PASSWORD = "nine bridges over one river";
const NOWHERE = `0x${"00".repeat(32)}`;

const world = await openDayWorld(LISTED, [DONOR, SPLITTER, QUIET]);
const { baseUrl } = world;
const at = (account: number) => world.addressOf(account);
const on = (account: number) => `eip155:31337:${at(account)}`;

const people = new Map<string, SignedIn & { id: string }>();

function person(name: string): SignedIn & { id: string } {
  const found = people.get(name);
  if (found === undefined) throw new Error(`${name} has not signed in`);
  return found;
}

const as = (name: string): Client => person(name).client;

let key = "";

test("the first admin, made on the host, lets everybody else in", async () => {
  const made = await world.run(
    ["user", "create", "ada@fiu.example", "--name", "Ada", "--role", "admin", "--password-stdin", "--json"],
    `${PASSWORD}\n`,
  );
  expect(made.code, made.stderr).toBe(0);
  people.set("ada", { ...(await signIn(baseUrl, "ada@fiu.example", PASSWORD)), id: JSON.parse(made.stdout).id });

  const { body: kumru } = await as("ada").createSubscriber({ body: { name: "Kumru" } });
  for (const [name, role] of [
    ["ana", "analyst"],
    ["sue", "supervisor"],
    ["oto", "ops"],
    ["eli", "exchange"],
  ] as const) {
    const email = `${name}@fiu.example`;
    const of = role === "exchange" ? { subscriber: kumru.id } : {};
    const { body } = await as("ada").createUser({ body: { email, name, roles: [role], password: PASSWORD, ...of } });
    people.set(name, { ...(await signIn(baseUrl, email, PASSWORD)), id: body.id });
  }
  const { body } = await as("ada").createKey({
    body: { name: "payouts", role: "exchange", scopes: ["screening:read"], subscriber: kumru.id },
  });
  key = body.secret;
  expect((await as("eli").listKeys()).body.items).toMatchObject([{ name: "payouts", subscriber: kumru.id }]);
  expect((await refusalOf(as("eli").listAlerts())).status).toBe(403);
  expect((await refusalOf(as("ada").listAlerts())).status).toBe(403);
});

let payments: string[] = [];
let listedAlert = "";
let splitAlert = "";

test("a payment to a listed address and one payment cut in three become alerts, as the analyst's stream tells", async () => {
  const ending = new AbortController();
  const told: ReleasedEvent[] = [];
  const following = (async () => {
    const stream = followEvents(person("ana").options, { after: "start", signal: ending.signal });
    for await (const event of stream) told.push(event);
  })();
  payments = [
    ...(await world.pay(DONOR, LISTED, [1_500])),
    ...(await world.pay(SPLITTER, PAYEE, [990, 985, 995])),
    ...(await world.pay(QUIET, PAYEE, [120])),
  ];
  await world.settle();
  const alerts = () => told.flatMap(({ payload }) => ("alert" in payload ? [payload] : []));
  const story = () =>
    alerts()
      .map(({ heuristic, type }) => `${heuristic} ${type}`)
      .sort();
  await vi.waitFor(
    () =>
      expect(story()).toEqual([
        "structuring alert.created",
        "structuring alert.final",
        "watchlist-hit alert.created",
        "watchlist-hit alert.final",
      ]),
    { timeout: 120_000, interval: 50 },
  );
  ending.abort();
  await following;
  const alertOf = (rule: string) => alerts().find(({ heuristic }) => heuristic === rule)?.alert ?? "";
  [listedAlert, splitAlert] = [alertOf("watchlist-hit"), alertOf("structuring")];
});

test("the analyst finds them, and takes one apart down to its payments", async () => {
  type Query = NonNullable<Parameters<Client["listAlerts"]>[0]>["query"];
  const listed = async (query?: Query) => {
    const { body } = await as("ana").listAlerts({ ...(query && { query }) });
    return body.items.map(({ id }) => id);
  };
  // An alert is ranked a moment after it is told.
  await vi.waitFor(async () => expect(await listed()).toEqual([listedAlert, splitAlert]), { timeout: 60_000 });
  expect(await listed({ exposure: "BEHAVIORAL" })).toEqual([splitAlert]);
  expect(await listed({ severity: "SEVERE,HIGH", review: "open" })).toEqual([listedAlert]);
  expect(await listed({ q: at(SPLITTER) })).toEqual([splitAlert]);
  expect(await listed({ q: at(LISTED).slice(0, 12) })).toEqual([listedAlert]);
  expect(await listed({ transaction: payments[1] })).toEqual([splitAlert]);
  expect(await listed({ q: "structur", assignee: "none" })).toEqual([splitAlert]);
  expect(await listed({ assignee: "me" })).toEqual([]);

  const { body } = await as("ana").getAlert({ params: { id: splitAlert } });
  const { what, figures, smallestChange, payments: explained, notEstablished } = body.explanation;
  expect(what).toContain(`${at(SPLITTER)} sent 3 payments of 90 % to 100 % of 1,000 USD`);
  expect(figures[0]).toMatchObject({ unit: "payments", value: "3", threshold: "3", met: true });
  expect(smallestChange).toMatch(/^fewer than 3 payments/);
  expect(explained.map(({ transaction }) => transaction)).toEqual(payments.slice(1, 4));
  expect(notEstablished.length).toBeGreaterThan(3);
  expect(body.group).toMatchObject({ id: splitAlert, size: 1 });

  const { body: evidence } = await as("ana").listAlertEvidence({ params: { id: splitAlert } });
  expect(evidence.items).toMatchObject([{ final: true, payment: { transaction: payments[3], sender: on(SPLITTER) } }]);
});

test("where the money went, and why nothing was said of another who paid there", async () => {
  const { body: subject } = await as("ana").getAddress({ params: { address: on(SPLITTER) } });
  expect(subject.counterparties.items).toMatchObject([{ address: on(PAYEE), payments: 3, paid: [{ amount: "2970" }] }]);
  expect(subject.alerts.items).toMatchObject([{ id: splitAlert }]);

  const { body: graph } = await as("ana").getFlowGraph({ params: { address: at(SPLITTER) }, query: { chain: "demo" } });
  expect(graph.nodes.map(({ id, hop }) => [id, hop])).toEqual([
    [on(SPLITTER), 0],
    [on(PAYEE), 1],
    [on(QUIET), 2],
  ]);
  expect(graph.edges.map(({ from, amount }) => [from, amount])).toEqual([
    [on(SPLITTER), "2970"],
    [on(QUIET), "120"],
  ]);

  const { body: why } = await as("ana").whyAddress({ params: { caip10: on(QUIET).toLowerCase() } });
  expect(why.address).toMatchObject({ alerts: [], sent: 1 });
  const rule = why.address.rules.find(({ heuristic }) => heuristic === "structuring");
  expect(rule).toMatchObject({ fired: 0, silent: 1, nearest: { transaction: payments[4] } });
});

test("she claims one, comments, puts both aside and takes that back", async () => {
  const params = { id: splitAlert };
  const { etag: seen = "" } = await as("ana").listAlertActions({ params });
  const claimed = await as("ana").actOnAlert({ params, body: { action: "claim" }, ifMatch: seen });
  expect(claimed.body).toMatchObject({ state: "assigned", assignee: person("ana").id, overdue: false });
  const late = await refusalOf(as("sue").actOnAlert({ params, body: { action: "release" }, ifMatch: seen }));
  expect(late.code).toBe("version_outdated");
  await as("ana").actOnAlert({
    params,
    body: { action: "comment", text: "Three payments in three minutes, all to a kitchen that feeds people." },
    ifMatch: claimed.etag ?? "",
  });

  const { body: aside } = await as("ana").actOnAlerts({
    body: {
      action: "snooze",
      until: new Date(Date.now() + 86_400_000).toISOString(),
      alerts: [{ id: splitAlert }, { id: listedAlert }, { id: NOWHERE }],
    },
  });
  expect(aside.items.map(({ review, problem }) => review?.state ?? problem?.code)).toEqual([
    "snoozed",
    "snoozed",
    "not_found",
  ]);
  const { body: back } = await as("ana").undoAlertBatch({
    params: { id: aside.batch ?? "" },
    body: { reason: "meant for two others" },
  });
  expect(new Map(back.items.map(({ alert, review }) => [alert, review?.state]))).toEqual(
    new Map([
      [splitAlert, "assigned"],
      [listedAlert, "open"],
    ]),
  );
});

let caseId = "";

test("she opens a case about the subject, gathers what belongs to it, and exports it in three forms", async () => {
  const { body: opened } = await as("ana").createCase({
    body: { title: "Three payments to one payee", reason: "one payment cut in three", subject: on(SPLITTER) },
  });
  expect(opened).toMatchObject({ basis: "subject", alerts: 1, subjects: [on(SPLITTER)], role: "owner" });
  caseId = opened.id;
  const one = { params: { id: caseId } };
  const { body: added } = await as("ana").addCaseAlerts({ ...one, body: { alerts: [listedAlert] } });
  expect(added).toEqual({ added: 1, alerts: 2 });
  await as("ana").addCaseNote({ ...one, body: { text: "The kitchen has published its address." } });
  const receipt = Buffer.from("date,amount\n2026-11-01,2970\n");
  const { body: attached } = await as("ana").addCaseAttachment({
    ...one,
    body: { name: "receipt.csv", type: "text/csv", content: receipt.toString("base64") },
  });
  const sha256 = createHash("sha256").update(receipt).digest("hex");
  expect(attached).toMatchObject({ sha256, bytes: receipt.length });

  const exported = async (format: "json" | "csv" | "html") => {
    const { file } = await as("ana").exportCase({ ...one, query: { format } });
    expect(file?.name).toMatch(new RegExp(`^${opened.number}-.*[.]${format}$`));
    return Buffer.from(file?.bytes ?? []).toString("utf8");
  };
  const [json, csv, html] = [await exported("json"), await exported("csv"), await exported("html")];
  for (const text of [json, csv, html]) for (const payment of payments.slice(0, 4)) expect(text).toContain(payment);
  const told = CaseExport.parse(JSON.parse(json));
  expect(told.alerts.map(({ id }) => id)).toEqual([listedAlert, splitAlert]);
  expect(told.attachments).toMatchObject([{ name: "receipt.csv", sha256 }]);
  for (const said of [
    "What this does not establish",
    "3 payments of 90 % to 100 % of 1,000 USD (FATF Recommendation 16) to one payee within 24 h (at least 3): just met",
    "would not stand with fewer than 3 payments",
    "paymentsMin 3 (default)",
    "The kitchen has published its address.",
    sha256,
  ]) {
    expect(html).toContain(said);
  }
  expect((await refusalOf(as("oto").getCase(one))).status).toBe(403);
  const { body: access } = await as("ana").listCaseAccess({ ...one, query: { limit: 1 } });
  expect(access.items).toMatchObject([{ by: { name: "oto@fiu.example" }, action: "case.read", outcome: "refused" }]);
});

test("she closes the alert as relief work; a supervisor overrules, and the rule's precision says so", async () => {
  const params = { id: splitAlert };
  const { etag: seen = "" } = await as("ana").getAlert({ params });
  const closed = await as("ana").actOnAlert({
    params,
    body: { action: "close", disposition: "humanitarian", text: "food parcels of a kitchen" },
    ifMatch: seen,
  });
  expect(closed.body).toMatchObject({ state: "closed", disposition: "humanitarian" });
  const again = { params, body: { action: "claim" }, ifMatch: closed.etag ?? "" } as const;
  const illegal = await refusalOf(as("ana").actOnAlert(again));
  expect(illegal.code).toBe("review_action_refused");
  expect(illegal.document.detail).toBe("claim: it is closed; you may comment, reopen");

  const precision = async () => {
    const { body } = await as("ana").listPrecision();
    return body.items.find(({ heuristic }) => heuristic === "structuring")?.precision;
  };
  expect(await precision()).toMatchObject({ count: 0, total: 1 });
  const overruled = await as("sue").actOnAlert({
    params,
    body: { action: "overrule", disposition: "true_positive", text: "the kitchen does not know these payments" },
    ifMatch: closed.etag ?? "",
  });
  expect(overruled.body).toMatchObject({ state: "closed", disposition: "true_positive" });
  expect(await precision()).toMatchObject({ count: 1, total: 1 });

  await as("ana").actOnAlert({
    params,
    body: { action: "comment", text: "I shall ask the kitchen first." },
    ifMatch: overruled.etag ?? "",
  });
  const { body: timeline } = await as("sue").listCaseTimeline({ params: { id: caseId }, query: { limit: 100 } });
  const reviewed = timeline.items.filter(({ alert, kind }) => alert === splitAlert && kind === "alert_reviewed");
  expect(reviewed.map(({ by, detail }) => [by?.name.split("@")[0], detail?.action, detail?.disposition])).toEqual([
    ["ana", "claim", undefined],
    ["ana", "comment", undefined],
    ["ana", "snooze", undefined],
    ["ana", "undo", undefined],
    ["ana", "close", "humanitarian"],
    ["sue", "overrule", "true_positive"],
    ["ana", "comment", undefined],
  ]);
  await as("ana").updateCase({
    params: { id: caseId },
    body: { status: "closed", reason: "decided" },
    ifMatch: (await as("ana").getCase({ params: { id: caseId } })).etag ?? "",
  });
});

test("an exchange is told of an internal entry once two people have released it, and not before", async () => {
  const exchange = createClient({ baseUrl, key });
  const asked = { params: { address: at(LISTED_TODAY) } };
  /** The answer to the byte, but for the time at which it was given. */
  const answer = async () => {
    const { body } = await exchange.screenAddress(asked);
    return JSON.stringify(body).replace(body.noMatchAsOf?.at ?? "never", "now");
  };
  await vi.waitFor(
    async () => {
      const { noMatchAsOf } = (await exchange.screenAddress(asked)).body;
      const { head = 0, to, followedTo } = noMatchAsOf?.chains[0] ?? {};
      expect([to, followedTo]).toEqual([head, head - 12]);
    },
    { timeout: 60_000 },
  );
  const before = await answer();
  expect(before).toContain('"matches":[]');
  expect(before).toContain('"noMatchAsOf":{"at":"now","lists":[{"list":"test","version":1,"entries":1');

  const params = { id: "internal" };
  const { body: listing } = await as("oto").createProposal({
    params,
    body: {
      list: { title: "Internal", authority: "The unit" },
      add: [{ address: at(LISTED_TODAY), category: "terrorist_financing", severity: "SEVERE" }],
      reason: "named in a request of today",
    },
  });
  const alone = refusalOf(as("oto").approveProposal({ params: { id: listing.id }, body: { reason: "I am sure" } }));
  expect((await alone).code).toBe("four_eyes_needed");
  await as("sue").approveProposal({ params: { id: listing.id }, body: { reason: "as requested" } });
  const { matches } = (await as("ana").screenAddress(asked)).body;
  expect(matches).toMatchObject([{ list: "internal", sharing: "TLP:RED" }]);
  expect(await answer()).toBe(before);

  const entries = matches.map(({ entry }) => entry);
  const { body: release } = await as("oto").createProposal({
    params,
    body: { sharing: "TLP:GREEN", entries, reason: "exchanges are to hold it" },
  });
  expect(await answer()).toBe(before);
  await as("sue").approveProposal({ params: { id: release.id }, body: { reason: "agreed with who requested it" } });
  const { body: after } = await exchange.screenAddress(asked);
  expect(after.matches).toMatchObject([{ list: "internal", version: 1, sharing: "TLP:GREEN", severity: "SEVERE" }]);
  expect(after.noMatchAsOf).toBeUndefined();
});

test("the trail has every step with whoever took it, and verifies", async () => {
  const trail = await Array.fromAsync(eachItem(as("sue").listAudit, { query: { limit: 100 } }));
  const steps = trail.reverse().map(({ actor, action, outcome, subject }) => {
    const name = actor.name.replace("@fiu.example", "");
    return `${name} ${action} ${outcome}${subject === undefined ? "" : ` ${subject}`}`;
  });
  const [alert, oneCase, address] = [`alert:${splitAlert}`, `case:${caseId}`, `address:${at(LISTED_TODAY)}`];
  const expected = [
    ...["ana", "sue", "oto", "eli"].map((name) => `ada user.create done user:${person(name).id}`),
    "eli alert.list refused",
    "ana event.follow done",
    `ana alert.read done ${alert}`,
    `ana alert.evidence done ${alert}`,
    `ana address.show done address:${on(SPLITTER)}`,
    `ana address.graph done address:${on(SPLITTER)}`,
    `ana why.address done address:${on(QUIET)}`,
    `ana alert.review done ${alert}`,
    `sue alert.review refused ${alert}`,
    "ana alert.review_many done",
    "ana alert.undo done",
    `ana case.open done ${oneCase}`,
    `ana case.alerts_add done ${oneCase}`,
    `ana case.note done ${oneCase}`,
    `ana case.attach done ${oneCase}`,
    ...["json", "csv", "html"].map(() => `ana case.export done ${oneCase}`),
    `oto case.read refused ${oneCase}`,
    `ana alert.review done ${alert}`,
    `ana alert.review refused ${alert}`,
    `sue alert.review done ${alert}`,
    `ana case.update done ${oneCase}`,
    `payouts screening.address done ${address}`,
    "oto list.propose done",
    "oto proposal.approve refused",
    "sue proposal.approve done",
    `payouts screening.address done ${address}`,
    "oto list.propose done",
    "sue proposal.approve done",
    `payouts screening.address done ${address}`,
  ];
  let next = 0;
  for (const step of steps) if (step.startsWith(expected[next] ?? "the end")) next += 1;
  expect(expected.slice(next), steps.join("\n")).toEqual([]);

  const verdict = await world.run(["audit", "verify", "--json"]);
  expect(verdict.code, verdict.stderr).toBe(0);
  expect(JSON.parse(verdict.stdout)).toMatchObject({ ok: true, firstSeq: 1, warnings: [] });
  expect(JSON.parse(verdict.stdout).rowCount).toBeGreaterThanOrEqual(trail.length);
});
