import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SAMPLE_EVENTS, type SampleEvent } from "@redflag/contract/sample-events";
import { formatAddress, parseAddress } from "@redflag/domain/address";
import { tron } from "@redflag/domain/chains/tron";
import { sampleEntry } from "@redflag/store/list.samples";
import { insertReleasedEvents } from "@redflag/store/released-event";
import { inTransaction } from "@redflag/store/transaction";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeAll, expect, test } from "vitest";
import { readGuide } from "../../../../tests/guides/read-guide.ts";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";

const { directory, env, api, db } = await openApi();
const LISTED = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8";
const WALLET = sampleEntry("wallet", { category: "exchange", entity: "Kumru", severity: "LOW", sharing: "TLP:CLEAR" });
const keyFile = join(directory, "kumru.key");
const base = `http://127.0.0.1:${api.port}`;

beforeAll(async () => {
  const designation = {
    authority: "NBCTF",
    programme: "ASO 43/25",
    severity: "SEVERE",
    category: "terrorist_financing",
  } as const;
  const entries = [
    sampleEntry("listed", { ...parseAddress(LISTED), ...designation, sharing: "TLP:GREEN" }),
    sampleEntry("inside", parseAddress("0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48")),
    WALLET,
  ];
  await importListVersion(db, { list: { id: "orders", title: "Orders", authority: "NBCTF" }, entries, source: "test" });
  await seedLedgerFacts();
  expect((await runCli(["subscriber", "create", "Kumru"], { env })).code).toBe(0);
  const create = [
    "key",
    "create",
    "--name",
    "kumru",
    "--role",
    "exchange",
    "--scope",
    "screening:read",
    "--subscriber",
    "Kumru",
  ];
  writeFileSync(keyFile, (await runCli(create, { env })).stdout);
});

/** What the ledger says: the listed address is frozen, and another one forwards to an exchange's wallet. */
async function seedLedgerFacts(): Promise<void> {
  const bytea = (hex: string) => Buffer.from(hex.slice(2), "hex");
  await db.pool.query(
    `insert into freeze_event (chain_id, block_number, log_index, ordinal, tx_hash, token, kind, account, block_time)
     values ($1, 70000000, 3, 0, sha256('freeze'), $2, 'freeze', $3, '2026-01-02 03:04:05+00')`,
    [tron.id, bytea(parseAddress("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t").address), bytea(parseAddress(LISTED).address)],
  );
  await db.pool.query(
    `insert into inferred_service (chain_id, address, from_block, from_log, service, forward_count, share_ppm, first_time,
       last_time, confidence) values (1, $1, 12, 0, $2, 4, 987654, '2026-01-01', '2026-01-05', 55)`,
    [bytea(sampleEntry("deposit").address), bytea(WALLET.address)],
  );
}

/** A line of the guide, against this API. */
async function run(line: string): Promise<{ output: string; ok: boolean }> {
  if (line.startsWith("redflag ")) {
    const words = line.replace("kumru.key", keyFile).split(" ").slice(1);
    const { code, stdout, stderr } = await runCli([...words, "--api", base], { env: {} });
    return { output: stdout + stderr, ok: code === 0 };
  }
  const [, path = ""] = /^curl -s http:\/\/127\.0\.0\.1:8620(\S+) /.exec(line) ?? [];
  const [, body] = /-d '(.*)'$/.exec(line) ?? [];
  expect(path, line).not.toBe("");
  const response = await fetch(base + path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${readFileSync(keyFile, "utf8").trim()}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body }),
  });
  return { output: await response.text(), ok: response.ok };
}

test("the guide is followed: a match, no match of what is listed inside alone, and many at once", async () => {
  const steps = readGuide(
    readFileSync(join(import.meta.dirname, "../../../../docs/guides/screen-an-address.md"), "utf8"),
  );
  let last = { output: "", ok: true };
  let lines = 0;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    if (step.kind === "run") {
      expect(step.commands).toHaveLength(1);
      last = await run(step.commands[0] ?? "");
      expect(last.ok, last.output).toBe(!(next?.kind === "output" && next.fails));
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last.output).toContain(line);
    lines += step.lines.length;
  }
  expect(lines).toBeGreaterThan(7);
}, 60_000);

test("--json tells each address on a line, with what no match rests on; what cannot be read is told last", async () => {
  const args = [
    "screen",
    "0x12",
    LISTED,
    "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48",
    "--key-file",
    keyFile,
    "--api",
    base,
  ];
  const { code, stdout, stderr } = await runCli([...args, "--json"], { env: {} });
  expect(code).toBe(1);
  expect(stderr).toContain("0x12");
  const [bad, match, none] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(bad).toEqual({ asked: "0x12", problem: expect.objectContaining({ code: "address_malformed" }) });
  expect(match).toMatchObject({ asked: LISTED, matches: [{ list: "orders", version: 1, sharing: "TLP:GREEN" }] });
  expect(match).not.toHaveProperty("noMatchAsOf");
  expect(none).toMatchObject({
    matches: [],
    noMatchAsOf: { lists: [{ list: "orders", version: 1, entries: 2 }], chains: [] },
  });
});

test("an inferred deposit address is told with its service, and is no match", async () => {
  const address = formatAddress(sampleEntry("deposit").address, "eip155");
  const { output } = await run(`redflag screen ${address} --key-file kumru.key`);
  expect(output).toContain(
    `${address}\n  no match\n  likely a deposit address: of Kumru, 55 % sure: it sent 98.7 % of`,
  );
  expect(output).toMatch(/on ethereum to 0x\w+, in 4 blocks from 2026-01-01T00:00:00.000Z to 2026-01-05/);
});

test("what was released about an address is told to a key that may read events", async () => {
  const { rows } = await db.pool.query("select id from subscriber where name = 'Kumru'");
  const [{ id: eventId, payload }] = SAMPLE_EVENTS as [SampleEvent];
  const subject = `${tron.caip2}:${LISTED}`;
  const released = [{ eventId, payload: { ...payload, chain: tron.caip2, subject } }];
  await inTransaction(db, (tx) => insertReleasedEvents(tx, rows[0].id, released));
  const screen = async (file: string) =>
    (await runCli(["screen", LISTED, "--key-file", file, "--api", base], { env: {} })).stdout;
  expect(await screen(keyFile)).not.toContain("told:");

  const scopes = ["--scope", "screening:read", "--scope", "events:read"];
  const create = ["key", "create", "--name", "both", "--role", "exchange", ...scopes, "--subscriber", "Kumru"];
  const bothFile = join(directory, "both.key");
  writeFileSync(bothFile, (await runCli(create, { env })).stdout);
  const told = `told: SEVERE DIRECT by watchlist-hit v1 on ${tron.caip2}, provisional, released `;
  expect(await screen(bothFile)).toContain(told);
});
