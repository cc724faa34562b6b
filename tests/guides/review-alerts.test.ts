import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Role } from "@redflag/domain/role";
import { busyChain } from "@redflag/screen/busy-chain";
import { InputCache } from "@redflag/screen/input-cache";
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
import { GuideReader } from "./curl-line.ts";
import { readGuide } from "./read-guide.ts";

const { db, api } = await openApi();

const reader = new GuideReader(api.port);

/** Two alerts of a chain that was screened. */
async function screenChain(): Promise<void> {
  const sample = busyChain(120, 11);
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
  const ids: string[] = [];
  for await (const { alert } of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: false })) ids.push(alert.id);
  expect(ids.length).toBeGreaterThan(1);
  reader.variables.set("ALERT", ids[0] ?? "").set("OTHER", ids[1] ?? "");
}

function addPerson(name: string, role: Role): Promise<unknown> {
  const email = `${name}@fiu.example`;
  return insertUser(db.kysely, { id: randomUUID(), email, name, roles: [role], passwordHash: PASSWORD_HASH });
}

test("docs/guides/review-alerts.md: each call works, one after the other, and answers what it says", async () => {
  await screenChain();
  await addPerson("ada", "analyst");
  await addPerson("sue", "supervisor");
  const signIn = `curl -s -c sue http://127.0.0.1:8620/v1/session -H "content-type: application/json" -d '{"email":"sue@fiu.example","password":"${PASSWORD}"}'`;
  reader.copy((await reader.curl(signIn)).output, "csrfToken", "SUE");
  const steps = readGuide(readFileSync(join(import.meta.dirname, "../../docs/guides/review-alerts.md"), "utf8"));
  let last = "";
  let promised = 0;
  for (const [i, step] of steps.entries()) {
    const next = steps[i + 1];
    if (step.kind === "run") {
      expect(step.commands).toHaveLength(1);
      const { output, ok } = await reader.curl(step.commands[0] ?? "");
      last = output;
      expect(ok, output).toBe(!(next?.kind === "output" && next.fails));
      reader.copy(output, "csrfToken", "ADA");
      reader.copy(output, "batch", "BATCH");
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last).toContain(line);
    promised += step.lines.length;
  }
  expect(promised).toBeGreaterThan(19);
}, 120_000);
