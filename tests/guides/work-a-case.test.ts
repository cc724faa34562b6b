import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { busyChain } from "@redflag/screen/busy-chain";
import { InputCache } from "@redflag/screen/input-cache";
import { sampleLane as chain } from "@redflag/screen/sample-chain";
import { screenLane } from "@redflag/screen/screen-lane";
import { streamAlerts } from "@redflag/store/alert-read";
import { insertLane } from "@redflag/store/lane";
import { writeRange } from "@redflag/store/ledger-write";
import { upsertTip } from "@redflag/store/tip";
import { expect, test } from "vitest";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { BUILT } from "../built-processes.ts";
import { readGuide } from "./read-guide.ts";

const { directory, env, db, api } = await openApi();

/** A chain that was screened, and the id of an alert on it. */
async function screenedChain(): Promise<string> {
  const sample = busyChain(120, 11);
  await insertLane(db.kysely, chain.id, 1);
  await writeRange(db, chain, sample.range(1));
  await upsertTip(db.kysely, chain.id, { head: sample.blockAt(sample.head), finalizedNumber: sample.head });
  await screenLane({ db, inputs: new InputCache(), policyOf: () => "proof" }, chain);
  for await (const { alert } of streamAlerts(db.kysely, { chainId: chain.id, withdrawn: false })) return alert.id;
  throw new Error("the rules have found something");
}

/** `redflag` as it stands on a reader's path. */
function installRedflag(): void {
  const path = join(directory, "redflag");
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${BUILT.redflag}" "$@"\n`);
  chmodSync(path, 0o755);
}

async function run(line: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn("/bin/sh", ["-c", line.replaceAll(":8620", `:${api.port}`)], {
    cwd: directory,
    env: { PATH: `${directory}${delimiter}${process.env.PATH}`, ...env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[code], stdout, stderr] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  expect(code, `${line}\n${stdout}${stderr}`).toBe(0);
  return stdout + stderr;
}

test("docs/guides/work-a-case.md: each command works, one after the other, and prints what it says", async () => {
  installRedflag();
  const variables: Record<string, string> = { ALERT: await screenedChain() };
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/work-a-case.md"), "utf8");
  let printed = "";
  let promised = 0;
  for (const step of readGuide(guide)) {
    if (step.kind === "run") {
      printed = "";
      for (const line of step.commands) printed += await run(line, variables);
      const [, id, number] = /"id":"([0-9a-f-]{36})","number":"(C-\d{4}-\d{4})"/.exec(printed) ?? [];
      if (id !== undefined && number !== undefined) Object.assign(variables, { CASE: id, NUMBER: number });
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(printed).toContain(line);
    promised += step.lines.length;
  }
  expect(promised).toBeGreaterThan(20);
}, 180_000);
