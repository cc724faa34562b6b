import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { accountAddress } from "@redflag/chain/devnet/accounts";
import type { Client } from "@redflag/contract/http/client";
import { formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { BUILT } from "../../../../tests/built-processes.ts";
import { refusalOf } from "../../../../tests/day/refusal-of.ts";
import { signIn } from "../signed-in-client.ts";
import { runCli } from "../testing/run-cli.ts";
import { createWebhookListener, type HeardWebhook } from "../webhook-listener.ts";
import { LISTED, PAST } from "./cast.ts";

/*
 * The demo as a newcomer starts it: what is printed is enough to sign in as anybody, and each finds their work.
 */

const ROLES = ["analyst", "supervisor", "ops", "admin", "exchange"] as const;
/** A server and a chain start, days are played, perhaps on a busy machine: these only end what hangs. */
const START_MS_MAX = 120_000;
const PATIENCE = { timeout: 60_000, interval: 200 };
const PERSON = /^ {2}(\w+) +(\w+@demo\.example) +(\S+)$/;

/** How every report must stand: ours, for no FIU's own schema is kept here. */
const STRUCTURE = join(import.meta.dirname, "../../../../packages/reports/src/goaml/structure.xsd");

const directory = mkdtempSync(join(tmpdir(), "redflag-desk-"));
// PostgreSQL runs as another user when this is root, and must be able to come here.
chmodSync(directory, 0o755);

/** Somebody else's server, where the demo's API would listen. */
const taken = createServer();
let child: ChildProcess;
let baseUrl = "";
const told: string[] = [];
const people = new Map<string, { email: string; password: string; client: Client }>();
const as = (role: (typeof ROLES)[number]): Client => people.get(role)?.client as Client;
const nameOf = (role: (typeof ROLES)[number]) => expect.objectContaining({ name: `${role}@demo.example` });
const on = (account: number) => formatCaip10(demo, accountAddress(account));

beforeAll(async () => {
  await once(taken.listen(0, "127.0.0.1"), "listening");
  const { port } = taken.address() as AddressInfo;
  child = spawn(process.execPath, [BUILT.redflag, "demo", "--json"], {
    env: { PATH: process.env.PATH ?? "", REDFLAG_DATA_DIR: directory, REDFLAG_API_PORT: `${port}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  for await (const line of createInterface(child.stderr as NodeJS.ReadableStream)) {
    told.push(line);
    if (line.startsWith("the passwords")) break;
  }
  baseUrl = /^open (\S+)\/ and sign in/.exec(told.find((line) => line.startsWith("open")) ?? "")?.[1] ?? "";
  for (const line of told) {
    const [, role = "", email = "", password = ""] = PERSON.exec(line) ?? [];
    if (role !== "") people.set(role, { email, password, client: (await signIn(baseUrl, email, password)).client });
  }
}, START_MS_MAX);
afterAll(async () => {
  taken.close();
  if (child.exitCode === null) {
    child.kill("SIGINT");
    await once(child, "exit");
  }
  rmSync(directory, { recursive: true, force: true });
});

test("it says where to look and who may sign in, in lines that fit a terminal, and that the port is taken", async () => {
  expect([...people.keys()]).toEqual(ROLES);
  for (const role of ROLES) expect((await as(role).getSession()).body.roles).toEqual([role]);
  expect(told.join("\n")).toContain(`(port ${(taken.address() as AddressInfo).port} is taken)`);
  const page = await fetch(`${baseUrl}/`, { headers: { accept: "text/html" } });
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const table = told.filter((line) => PERSON.test(line));
  expect(Math.max(...table.map((line) => line.length))).toBeLessThan(80);
});

test(
  "the analyst finds alerts of every severity and exposure, and one scheme of several rules",
  async () => {
    await vi.waitFor(async () => {
      // A scheme is one row, its strongest alert.
      const { items } = (await as("analyst").listAlerts({ query: { limit: 100 } })).body;
      expect(new Set(items.map(({ severity }) => severity))).toEqual(new Set(["SEVERE", "HIGH", "MEDIUM", "LOW"]));
      expect(new Set(items.map(({ exposure }) => exposure))).toEqual(new Set(["DIRECT", "BEHAVIORAL"]));
      expect(items.find(({ subject }) => subject === on(LISTED.fundraiser))?.group?.size).toBeGreaterThanOrEqual(3);
      const indirect = (await as("analyst").listAlerts({ query: { exposure: "INDIRECT" } })).body.items;
      expect(indirect.map(({ subject }) => subject)).toContain(on(PAST.associate));
      // It has no rank any more.
      const withdrawn = (await as("analyst").listAlerts({ query: { state: "withdrawn", sort: "newest" } })).body.items;
      expect(withdrawn.map(({ subject }) => subject)).toContain(on(LISTED.extortionist));
    }, PATIENCE);
    const { body: graph } = await as("analyst").getFlowGraph({
      params: { address: on(PAST.bridgeUser).split(":")[2] ?? "" },
      query: { chain: "demo" },
    });
    expect(JSON.stringify(graph)).toContain("Demo Bridge");
  },
  START_MS_MAX,
);

test(
  "the supervisor finds what the analyst has handed up, and a case with a note",
  async () => {
    const escalated = await vi.waitFor(async () => {
      const [first] = (await as("supervisor").listAlerts({ query: { review: "escalated" } })).body.items;
      expect(first?.subject).toBe(on(LISTED.moneyChanger));
      return first;
    }, PATIENCE);
    const { body } = await as("supervisor").listAlertActions({ params: { id: escalated?.id ?? "" } });
    expect(body.items.map(({ action, by }) => [action, by.name])).toEqual([
      ["escalate", "analyst@demo.example"],
      ["claim", "analyst@demo.example"],
    ]);
    expect(body.items[0]?.text).toMatch(/^Demo: /);
    expect(body.allowed).toContain("close");
    await vi.waitFor(async () => {
      const [opened] = (await as("supervisor").listCases()).body.items;
      expect(opened?.title).toMatch(/^Demo: /);
      const params = { id: opened?.id ?? "" };
      expect((await as("supervisor").getCase({ params })).body.alerts).toBe(3);
      expect((await as("supervisor").listCaseNotes({ params })).body.items).toHaveLength(1);
    }, PATIENCE);
  },
  START_MS_MAX,
);

test(
  "an entry that ops proposes waits for a second person, and the exchange's webhook for somebody who listens",
  async () => {
    await vi.waitFor(async () => {
      const { items } = (await as("supervisor").listProposals({ query: { state: "waiting" } })).body;
      expect(items.map(({ author, add }) => [author.name, add?.[0]?.address])).toEqual([
        ["ops@demo.example", on(PAST.donor).split(":")[2]],
      ]);
      const [webhook] = (await as("exchange").listSubscriptions()).body.items;
      expect(webhook?.state).toBe("paused");
      const [set] = (await as("exchange").listAddressSets()).body.items;
      expect(set?.count).toBe(3);
    }, PATIENCE);
  },
  START_MS_MAX,
);

test("each is refused what is another's", async () => {
  const refused = [
    as("ops").listAlerts(),
    as("admin").listAlerts(),
    as("exchange").listAlerts(),
    as("exchange").listCases(),
    as("ops").listCases(),
    as("ops").listReports(),
    as("exchange").listReports(),
    as("analyst").listUsers(),
    as("supervisor").createUser({
      body: { email: "x@demo.example", name: "X", roles: ["ops"], password: "nine bridges" },
    }),
    as("analyst").listAudit(),
    refusalOf(signIn(baseUrl, "analyst@demo.example", "nine bridges over a river")).then((refusal) =>
      Promise.reject(refusal),
    ),
  ];
  const codes = await Promise.all(refused.map(async (call) => (await refusalOf(call)).status));
  expect(codes).toEqual([403, 403, 403, 403, 403, 403, 403, 403, 403, 403, 401]);
});

test(
  "the exchange is told of what is shared, of nothing that only the unit knows, and by webhook on this machine",
  async () => {
    const secret = newWebhookSecret();
    const heard: HeardWebhook[] = [];
    const listener = createWebhookListener({
      secrets: [secret],
      status: 204,
      onHeard: (webhook) => heard.push(webhook),
    });
    await once(listener.listen(0, "127.0.0.1"), "listening");
    const url = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/`;
    await as("exchange").createSubscription({ body: { name: "Demo", url, secret } });

    const subjects = await vi.waitFor(async () => {
      const { items } = (await as("exchange").listEvents({ query: { after: "start", limit: 100 } })).body;
      const all = items.flatMap(({ payload }) => ("subject" in payload ? [payload.subject] : []));
      expect(all).toContain(on(LISTED.fundraiser));
      return all;
    }, PATIENCE);
    expect(subjects).not.toContain(on(LISTED.moneyChanger));
    const screened = async (account: number) =>
      (await as("exchange").screenAddress({ params: { address: on(account).split(":")[2] ?? "" } })).body;
    expect(JSON.stringify(await screened(LISTED.fundraiser))).toContain("Demo order 3");
    expect((await screened(LISTED.moneyChanger)).matches).toEqual([]);

    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), PATIENCE);
    expect(heard[0]).toMatchObject({ verdict: { id: expect.any(String) }, answered: 204 });
    listener.close();
    listener.closeAllConnections();
  },
  START_MS_MAX,
);

test(
  "a report goes from its case to the FIU's answer, and an alert of it is proven again from one file",
  async () => {
    const [supervisor, analyst] = [as("supervisor"), as("analyst")];
    const path = (name: string) => join(directory, name);
    const report = await vi.waitFor(async () => {
      const [ready] = (await supervisor.listReports({ query: { status: "ready" } })).body.items;
      expect(ready).toMatchObject({ profile: "ae", kind: "STR", alertCount: 3, draftedBy: nameOf("analyst") });
      return ready;
    }, PATIENCE);
    const params = { id: report?.id ?? "" };

    const { body: preflight } = await supervisor.preflightReport({ params });
    expect(preflight.problems.filter(({ blocks }) => blocks)).toEqual([]);
    expect(preflight.currency).toBe("AED");
    // 1,200 dollars at 3.6725.
    expect(preflight.transactions).toContainEqual(expect.objectContaining({ amount: "1,200 USDT", worth: "4407" }));

    const { file: xml } = await supervisor.getReportXml({ params });
    writeFileSync(path("report.xml"), xml?.bytes ?? "");
    const validated = await runCli(["goaml", "validate", path("report.xml"), "--schema", STRUCTURE]);
    expect(validated).toEqual({ code: 0, stdout: expect.stringContaining("keeps to the schema"), stderr: "" });

    const xmlSha256 = createHash("sha256")
      .update(xml?.bytes ?? "")
      .digest("hex");
    const filing = { params, body: { xmlSha256, fiuReference: "Demo FIU 1" } };
    expect((await refusalOf(analyst.fileReport(filing))).status).toBe(403);
    const { body: filed } = await supervisor.fileReport(filing);
    expect(filed).toMatchObject({ status: "filed", filed: { by: nameOf("supervisor") }, ready: { xmlSha256 } });

    const alert = filed.alerts.find(({ subject }) => subject === on(LISTED.fundraiser));
    const { file: bundle } = await supervisor.getAlertBundle({ params: { id: alert?.id ?? "" } });
    const bytes = Buffer.from(bundle?.bytes ?? "");
    writeFileSync(path("bundle.zip"), bytes);
    const middle = bytes.length >> 1;
    bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
    writeFileSync(path("altered.zip"), bytes);
    const key = await runCli(["audit", "key"], { env: { REDFLAG_DATA_DIR: join(directory, "demo") } });
    writeFileSync(path("key.pem"), key.stdout);
    const replayed = await runCli(["bundle", "replay", path("bundle.zip"), "--key", path("key.pem")]);
    expect(replayed).toMatchObject({ code: 0, stderr: "" });
    expect(replayed.stdout).toMatch(/^ +holds +signature /m);
    expect(replayed.stdout).toMatch(/^ +holds +judged again /m);
    const altered = await runCli(["bundle", "replay", path("altered.zip"), "--key", path("key.pem")]);
    expect(altered.code).toBe(1);
    expect(altered.stdout).toContain("It differs, first in: archive.");

    const answer = { outcome: "accepted", reasons: "Demo: passed on.", disposition: "true_positive" } as const;
    const answeredOn = new Date().toISOString().slice(0, 10);
    await analyst.answerReport({ params, body: { ...answer, answeredOn } });
    for (const { id } of filed.alerts) {
      expect((await supervisor.getAlert({ params: { id } })).body).toMatchObject({
        review: { state: "closed", disposition: "true_positive" },
        filedAt: filed.filedAt,
      });
    }
  },
  START_MS_MAX,
);

test(
  "Ctrl-C ends the API with the rest, and no password is in what is left",
  async () => {
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
    await expect(fetch(`${baseUrl}/healthz`)).rejects.toThrow();
    const log = readFileSync(join(directory, "demo/redflag.log"), "utf8");
    expect(log).toContain("api listens");
    for (const { password } of people.values()) expect(log).not.toContain(password);
  },
  START_MS_MAX,
);
