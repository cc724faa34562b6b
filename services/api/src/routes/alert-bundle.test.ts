import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { alertId, appendFindings } from "@redflag/domain/alert";
import { demo } from "@redflag/domain/chains/demo";
import type { Finding } from "@redflag/domain/finding";
import type { Hash } from "@redflag/domain/hex";
import { listContracts } from "@redflag/domain/token-registry";
import { replayBundle } from "@redflag/reports/bundle/replay-bundle";
import { insertEvidence, upsertAlerts } from "@redflag/store/alert-write";
import { beforeAll, expect, test } from "vitest";
import { seedAlert } from "../testing/seed-alert.ts";
import { TEST_INSTALLATION } from "../testing/test-installation.ts";
import { TEST_SIGNER } from "../testing/test-signer.ts";
import { openWorld } from "../testing/world.ts";

const world = await openWorld();
const SUBJECT = `0x${"5b".repeat(20)}` as const;
const hash = (byte: string): Hash => `0x${byte.repeat(32)}`;
let id: Hash;

beforeAll(async () => {
  const token = listContracts("demo")[0]?.contract.address ?? SUBJECT;
  const finding: Finding = {
    heuristic: "rapid-pass-through",
    heuristicVersion: 1,
    gapS: 3_600,
    subject: SUBJECT,
    severity: "MEDIUM",
    exposure: "BEHAVIORAL",
    score: 200,
    reasons: [{ code: "rapid_pass_through", text: "It paid on what it received" }],
    block: { number: 7, hash: hash("07"), time: 1_767_225_600 },
    transfer: {
      ...{ blockNumber: 7, logIndex: 3, txHash: hash("17"), txOrdinal: 0, token },
      ...{ sender: SUBJECT, recipient: `0x${"5c".repeat(20)}`, amount: 1_250_000_000n },
    },
    supporting: [],
  };
  id = alertId(demo.caip2, finding);
  const { alert, evidence } = appendFindings(id, undefined, [finding]);
  await upsertAlerts(world.db.kysely, demo.id, [alert]);
  await insertEvidence(
    world.db.kysely,
    demo.id,
    evidence.map((row) => ({ alertId: id, evidence: row })),
  );
});

test("an analyst takes a signed bundle, the audit knows its hash, and it never says more than it shows", async () => {
  const { browser } = await world.enter(["analyst"]);
  const answer = await browser.visit(new URL(`/v1/alerts/${id}/bundle`, world.publicUrl));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/zip");
  const bytes = Buffer.from(await answer.arrayBuffer());
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const told = world.audit.find(({ action }) => action === "alert.bundle");
  expect(told).toMatchObject({ subject: `alert:${id}`, detail: { sha256, bytes: bytes.length, replay: "recorded" } });
  const keys = [{ from: "test", pem: TEST_SIGNER.publicPem }];
  const { steps } = await replayBundle(bytes, { keys, version: TEST_INSTALLATION.version });
  const outcomes = Object.fromEntries(steps.map(({ step, outcome }) => [step, outcome]));
  expect(outcomes).toMatchObject({ signature: "holds", alert: "holds", judged_again: "not_checked" });
});

test("who may not read reports is refused, and so is a withdrawn alert, in words", async () => {
  const path = (of: Hash) => `/v1/alerts/${of}/bundle`;
  const ops = await world.enter(["ops"]);
  expect((await ops.browser.send("GET", path(id))).status).toBe(403);
  const withdrawn = await seedAlert(world.db, { name: "gone", subject: SUBJECT, blocks: [9] });
  await world.db.pool.query("update alert set state = 'withdrawn' where id = $1", [
    Buffer.from(withdrawn.slice(2), "hex"),
  ]);
  const { browser } = await world.enter(["supervisor"]);
  expect(await browser.send("GET", path(withdrawn))).toMatchObject({ status: 409, body: { code: "bundle_refused" } });
  expect((await browser.send("GET", path(hash("ee")))).status).toBe(404);
});
