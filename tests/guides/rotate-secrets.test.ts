import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApi } from "../../services/cli/src/testing/open-api.ts";
import { BUILT } from "../built-processes.ts";
import { COMPILE_CACHE } from "../compile-cache.ts";
import { readGuide } from "./read-guide.ts";

const ROOT = join(import.meta.dirname, "../..");

test("docs/guides/rotate-secrets.md: each command works, one after the other, and prints what it says", async () => {
  const { directory, env } = await openApi();
  const steps = readGuide(readFileSync(join(ROOT, "docs/guides/rotate-secrets.md"), "utf8"));
  let printed = "";
  let promised = 0;
  for (const step of steps) {
    if (step.kind === "run") {
      const commands = step.commands.join("\n").replaceAll("npx pnpm redflag", '"$NODE" "$MAIN"');
      const { status, stdout, stderr } = spawnSync("/bin/sh", ["-e", "-c", commands], {
        cwd: directory,
        encoding: "utf8",
        env: {
          ...COMPILE_CACHE,
          ...env,
          PATH: process.env.PATH,
          NODE: process.execPath,
          MAIN: BUILT.redflag,
        },
      });
      expect(status, `${commands}\n${stderr}`).toBe(0);
      printed = stdout;
    } else if (step.kind === "output") {
      for (const line of step.lines) {
        expect(printed).toContain(line);
        promised += 1;
      }
    } else throw new Error(`a step of another kind: ${step.kind}`);
  }
  expect(promised).toBeGreaterThan(5);
});
