import { readFileSync } from "node:fs";
import { join } from "node:path";
import { busyChain } from "@redflag/screen/busy-chain";
import { InputCache } from "@redflag/screen/input-cache";
import { sampleLane as chain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { streamAlerts } from "@redflag/store/alert-read";
import { openDatabase } from "@redflag/store/database";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { afterAll, expect, test } from "vitest";
import { runCli } from "../../services/cli/src/testing/run-cli.ts";
import { createTestDatabaseUrl } from "../test-database.ts";
import { readGuide } from "./read-guide.ts";

const url = await createTestDatabaseUrl();
const db = await openDatabase({ url, applicationName: "test", poolMax: 2 });
afterAll(() => db.close());

/** A chain that was screened, and the id of an alert of the guide's rule. */
async function screenedChain(): Promise<string> {
  const sample = busyChain(120, 11);
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
  const filter = { chainId: chain.id, withdrawn: false, heuristic: "rapid-pass-through" };
  for await (const { alert } of streamAlerts(db.kysely, filter)) return alert.id;
  throw new Error("the rule has found something");
}

/** The words of a line of shell, quoted ones without their quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

test("docs/guides/tune-a-heuristic.md: each command works, one after the other, and prints what it says", async () => {
  const alert = await screenedChain();
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/tune-a-heuristic.md"), "utf8");
  const steps = readGuide(guide);
  let last = "";
  let promised = 0;
  for (const [i, step] of steps.entries()) {
    const next = steps[i + 1];
    if (step.kind === "run") {
      expect(step.commands).toHaveLength(1);
      const [program, ...words] = wordsOf((step.commands[0] ?? "").replace("$ALERT", alert));
      expect(program).toBe("redflag");
      const { code, stdout, stderr } = await runCli(words, { env: { REDFLAG_DATABASE_URL: url } });
      last = stdout + stderr;
      expect(code === 0, last).toBe(!(next?.kind === "output" && next.fails));
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last).toContain(line);
    promised += step.lines.length;
  }
  expect(promised).toBeGreaterThan(12);
}, 120_000);
