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
import { readGuide } from "./read-guide.ts";

const { db, api } = await openApi();

/** What the guide's reader has at hand: two alerts of a chain that was screened, and what answers gave. */
const variables = new Map<string, string>();
const jars = new Map<string, string>();

async function screenChain(): Promise<void> {
  const sample = busyChain(120, 11);
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
  const ids: string[] = [];
  for await (const { alert } of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: false })) ids.push(alert.id);
  expect(ids.length).toBeGreaterThan(1);
  variables.set("ALERT", ids[0] ?? "").set("OTHER", ids[1] ?? "");
}

function addPerson(name: string, role: Role): Promise<unknown> {
  const email = `${name}@fiu.example`;
  return insertUser(db.kysely, { id: randomUUID(), email, name, roles: [role], passwordHash: PASSWORD_HASH });
}

/** As curl does what the guide's lines ask of it. */
async function curl(line: string): Promise<{ output: string; ok: boolean }> {
  const filled = line.replace(/\$([A-Z]+)/g, (_, name: string) => variables.get(name) ?? `no ${name}`);
  const words = [...filled.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) =>
    word.replace(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ""),
  );
  const after = (flag: string) => words.flatMap((word, i) => (words[i - 1] === flag ? [word] : []));
  const [url = ""] = words.filter((word) => word.startsWith("http://127.0.0.1:8620/"));
  const headers = new Headers(after("-H").map((header) => header.split(": ") as [string, string]));
  const [from] = after("-b");
  if (from !== undefined) headers.set("cookie", jars.get(from) ?? "");
  const [body] = after("-d");
  const response = await fetch(url.replace("8620", String(api.port)), {
    method: after("-X")[0] ?? (body === undefined ? "GET" : "POST"),
    headers,
    ...(body !== undefined && { body }),
  });
  const [into] = after("-c");
  if (into !== undefined)
    jars.set(
      into,
      response.headers
        .getSetCookie()
        .map((one) => one.split(";")[0])
        .join("; "),
    );
  const text = await response.text();
  const shown = words.includes("-i") ? [...response.headers].map((header) => header.join(": ")).join("\n") : "";
  return { output: `${shown}\n${text}`, ok: response.ok };
}

/** The value of a field in an answer, as the guide's reader copies it. */
function copied(output: string, field: string): string | undefined {
  return new RegExp(`"${field}":"([^"]+)"`).exec(output)?.[1];
}

test("docs/guides/review-alerts.md: each call works, one after the other, and answers what it says", async () => {
  await screenChain();
  await addPerson("ada", "analyst");
  await addPerson("sue", "supervisor");
  const signIn = `curl -s -c sue http://127.0.0.1:8620/v1/session -H "content-type: application/json" -d '{"email":"sue@fiu.example","password":"${PASSWORD}"}'`;
  variables.set("SUE", copied((await curl(signIn)).output, "csrfToken") ?? "");
  const steps = readGuide(readFileSync(join(import.meta.dirname, "../../docs/guides/review-alerts.md"), "utf8"));
  let last = "";
  let promised = 0;
  for (const [i, step] of steps.entries()) {
    const next = steps[i + 1];
    if (step.kind === "run") {
      expect(step.commands).toHaveLength(1);
      const { output, ok } = await curl(step.commands[0] ?? "");
      last = output;
      expect(ok, output).toBe(!(next?.kind === "output" && next.fails));
      const token = copied(output, "csrfToken");
      if (token !== undefined) variables.set("ADA", token);
      const batch = copied(output, "batch");
      if (batch !== undefined) variables.set("BATCH", batch);
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last).toContain(line);
    promised += step.lines.length;
  }
  expect(promised).toBeGreaterThan(19);
}, 120_000);
