import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "@redflag/domain/role";
import { createLogger } from "@redflag/runtime/logger";
import { busyChain } from "@redflag/screen/busy-chain";
import { InputCache } from "@redflag/screen/input-cache";
import { runBacktest } from "@redflag/screen/run-backtest";
import { sampleLane as chain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { streamAlerts } from "@redflag/store/alert-read";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { insertUser } from "@redflag/store/user";
import { expect, test } from "vitest";
import { PASSWORD, PASSWORD_HASH } from "../../services/api/src/testing/known-password.ts";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { runCli } from "../../services/cli/src/testing/run-cli.ts";
import { GuideReader } from "./curl-line.ts";
import { readGuide } from "./read-guide.ts";

const { db, env, api } = await openApi();
const reader = new GuideReader(api.port);

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

async function addPerson(name: string, role: Role): Promise<void> {
  const email = `${name}@fiu.example`;
  await insertUser(db.kysely, { id: randomUUID(), email, name, roles: [role], passwordHash: PASSWORD_HASH });
}

/** The screening process beside which the guide is followed. */
async function runBacktests(): Promise<void> {
  const deps = {
    db,
    chains: [chain],
    logger: createLogger({ service: "screen", level: "silent" }),
    signal: new AbortController().signal,
  };
  while ((await runBacktest(deps)) !== "idle");
}

async function doAsTold(line: string): Promise<{ output: string; ok: boolean }> {
  if (line.startsWith("curl ")) return reader.curl(line);
  const [program, ...words] = wordsOf(line.replace("$ALERT", reader.variables.get("ALERT") ?? ""));
  expect(program).toBe("redflag");
  const { code, stdout, stderr } = await runCli(words, { env });
  return { output: stdout + stderr, ok: code === 0 };
}

test("docs/guides/tune-a-heuristic.md: each command and call works, one after the other, and says what it promises", async () => {
  reader.variables.set("ALERT", await screenedChain());
  await addPerson("oto", "ops");
  await addPerson("sue", "supervisor");
  const signIn = `curl -s -c sue http://127.0.0.1:8620/v1/session -H "content-type: application/json" -d '{"email":"sue@fiu.example","password":"${PASSWORD}"}'`;
  reader.copy((await reader.curl(signIn)).output, "csrfToken", "SUE");
  const steps = readGuide(readFileSync(join(import.meta.dirname, "../../docs/guides/tune-a-heuristic.md"), "utf8"));
  let last = "";
  let promised = 0;
  for (const [i, step] of steps.entries()) {
    const next = steps[i + 1];
    if (step.kind === "run") {
      expect(step.commands).toHaveLength(1);
      const { output, ok } = await doAsTold(step.commands[0] ?? "");
      last = output;
      expect(ok, output).toBe(!(next?.kind === "output" && next.fails));
      reader.copy(output, "csrfToken", "OTO");
      if (output.includes('"state":"queued"')) reader.copy(output, "id", "BACKTEST");
      await runBacktests();
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last).toContain(line);
    promised += step.lines.length;
  }
  expect(promised).toBeGreaterThan(24);
}, 120_000);
