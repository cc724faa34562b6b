import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AlertLine } from "@redflag/contract/alert-line";
import type { Proposal } from "@redflag/contract/http/routes/list-proposals";
import type { Listing } from "@redflag/contract/http/routes/watchlists";
import { demo } from "@redflag/domain/chains/demo";
import { InputCache } from "@redflag/screen/input-cache";
import { stepLookback } from "@redflag/screen/lookback-step";
import { LISTED, PAYER, SampleChain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { expect, test } from "vitest";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";

/** What happens to one listing from its proposal to its end, by the command line and by the API. */

const { directory, env, db, api } = await openApi();
const origin = `http://127.0.0.1:${api.port}`;

async function makeKey(name: string, role: string, ...scopes: string[]): Promise<string> {
  const create = ["key", "create", "--name", name, "--role", role, ...scopes.flatMap((scope) => ["--scope", scope])];
  const keyFile = join(directory, `${name}.key`);
  writeFileSync(keyFile, (await runCli(create, { env })).stdout);
  return keyFile;
}
const scopes = ["lists:read", "lists:propose", "lists:approve"];
const ada = await makeKey("ada", "supervisor", ...scopes, "audit:read");
const bo = await makeKey("bo", "ops", ...scopes);

const byCli = (keyFile: string, ...args: string[]) =>
  runCli(["watchlist", ...args, "--key-file", keyFile, "--api", origin], { env: {} });
async function byApi<T>(keyFile: string, path: string, body?: unknown): Promise<T & { code?: string }> {
  const authorization = `Bearer ${readFileSync(keyFile, "utf8").trim()}`;
  const json = { method: "POST", body: JSON.stringify(body), "content-type": "application/json" };
  const request = body === undefined ? {} : { method: json.method, body: json.body };
  const headers = { authorization, ...(body !== undefined && { "content-type": json["content-type"] }) };
  return (await (await fetch(`${origin}${path}`, { ...request, headers })).json()) as T & { code?: string };
}

const sample = new SampleChain().mine({ tx: "past", from: PAYER, to: LISTED, amount: 500_000_000n });
async function screenUpTo(finalizedNumber: number): Promise<void> {
  const inputs = new InputCache();
  await upsertTip(db.kysely, demo.id, { head: sample.blockAt(sample.head), finalizedNumber });
  await screenLane({ db, inputs, policyOf: () => "proof" }, demo);
  while ((await stepLookback({ db, inputs }, demo)).kind === "looked");
}
async function alerts() {
  const { stdout } = await runCli(["alerts", "--json"], { env });
  const lines = stdout.split("\n").filter((line) => line !== "");
  return lines.map((line) => AlertLine.parse(JSON.parse(line)));
}

test("proposed, refused to its author, approved by another, looked back for, met, delisted, and all of it in the trail", async () => {
  await insertLane(db.kysely, demo.id, 1);
  await writeRange(db, demo, sample.range(1));
  await screenUpTo(1);
  expect(await alerts()).toEqual([]);

  const words = [
    "--category",
    "terrorist_financing",
    "--severity",
    "HIGH",
    "--title",
    "Orders",
    "--authority",
    "Court",
  ];
  const about = ["--list", "orders", "--reason", "order 7"];
  const proposed = await byCli(ada, "propose", "add", LISTED, ...words, ...about, "--json");
  const { id } = JSON.parse(proposed.stdout) as Proposal;
  expect((await byCli(ada, "approve", id, "--reason", "mine")).stderr).toContain("Somebody else has to decide");
  const refused = await byApi(ada, `/v1/proposals/${id}/approve`, { reason: "mine" });
  expect(refused.code).toBe("four_eyes_needed");
  expect((await byCli(bo, "approve", id, "--reason", "seen the order")).stdout).toContain("approved by bo");

  await writeRange(db, demo, sample.mine({ tx: "now", from: LISTED, to: PAYER }).range(2));
  await screenUpTo(2);
  expect((await alerts()).map(({ heuristic, state }) => `${heuristic} ${state}`).sort()).toEqual([
    "lookback-hit final",
    "watchlist-hit final",
  ]);
  const { items } = await byApi<{ items: unknown[] }>(bo, "/v1/lookbacks");
  expect(items).toMatchObject([{ list: "orders", version: 1, from: 1, to: 1, entries: 1, done: 1, alerts: 1 }]);

  const { items: listings } = await byApi<{ items: Listing[] }>(bo, `/v1/addresses/${LISTED}/listings`);
  const remove = listings.flatMap(({ entry }) => entry.id);
  const removal = await byApi<Proposal>(bo, "/v1/watchlists/orders/proposals", { remove, reason: "annulled" });
  expect((await byCli(ada, "approve", removal.id, "--reason", "read the annulment")).code).toBe(0);
  for (const { state, delisted } of await alerts()) {
    expect([state, delisted]).toMatchObject(["final", [{ list: "orders", version: 2 }]]);
  }
  await writeRange(db, demo, sample.mine({ tx: "after", from: LISTED, to: PAYER }).range(3));
  await screenUpTo(3);
  expect(await alerts()).toHaveLength(2);

  const trail = await byApi<{ items: Array<{ action: string; subject?: string; outcome: string }> }>(
    ada,
    "/v1/audit?limit=100",
  );
  const acts = trail.items
    .filter(({ subject }) => subject === `proposal:${id}` || subject === `proposal:${removal.id}`)
    .map(({ action, outcome }) => `${action} ${outcome}`);
  expect(acts.sort()).toEqual([
    "list.propose done",
    "list.propose done",
    "proposal.approve done",
    "proposal.approve done",
    "proposal.approve refused",
    "proposal.approve refused",
  ]);
});
