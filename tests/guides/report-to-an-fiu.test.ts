import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { seedFinalAlert, seedRates } from "@redflag/api/testing/seed-reported";
import { expect, test } from "vitest";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { BUILT } from "../built-processes.ts";
import { readGuide } from "./read-guide.ts";

const { directory, env, db, api } = await openApi();

/** `redflag` as it stands on a reader's path. */
function installRedflag(): void {
  const path = join(directory, "redflag");
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${BUILT.redflag}" "$@"\n`);
  chmodSync(path, 0o755);
}

async function run(line: string, variables: Readonly<Record<string, string>>) {
  const here = line
    .replaceAll(":8620", `:${api.port}`)
    .replace("--key-file", `--api http://127.0.0.1:${api.port} --key-file`);
  const child = spawn("/bin/sh", ["-c", here], {
    cwd: directory,
    env: { PATH: `${directory}${delimiter}${process.env.PATH}`, ...env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [[code], stdout, stderr] = await Promise.all([once(child, "close"), text(child.stdout), text(child.stderr)]);
  return { ok: code === 0, printed: stdout + stderr };
}

test("docs/guides/report-to-an-fiu.md: each command does what it says, from a draft to the FIU's answer", async () => {
  installRedflag();
  await seedRates(db);
  const variables: Record<string, string> = {
    ALERT: await seedFinalAlert(db, "of the guide", `0x${"a7".repeat(20)}`),
    TODAY: new Date().toISOString().slice(0, 10),
  };
  const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/report-to-an-fiu.md"), "utf8");
  const steps = readGuide(guide);
  let printed = "";
  let promised = 0;
  for (const [index, step] of steps.entries()) {
    if (step.kind === "file") writeFileSync(join(directory, step.path), step.text);
    if (step.kind === "run") {
      const next = steps[index + 1];
      const fails = next?.kind === "output" && next.fails;
      printed = "";
      for (const [at, line] of step.commands.entries()) {
        const done = await run(line, variables);
        expect(done.ok, `${line}\n${done.printed}`).toBe(!(fails && at === step.commands.length - 1));
        printed += done.printed;
      }
      const [number] = /R-\d{4}-\d{4}/.exec(printed) ?? [];
      if (number !== undefined) variables.NUMBER = number;
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(printed).toContain(line);
    promised += step.lines.length;
  }
  expect(promised).toBeGreaterThan(20);
  const { rows } = await db.pool.query("select disposition from alert");
  expect(rows).toEqual([{ disposition: "true_positive" }]);
}, 180_000);
