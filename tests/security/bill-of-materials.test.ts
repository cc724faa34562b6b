import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { expect, onTestFinished, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** The words of docs/supply-chain.md that make it, from the lock file alone: what is installed adds authors and licences. */
function wordsOfGuide(): string[] {
  const guide = readFileSync(join(ROOT, "docs/supply-chain.md"), "utf8");
  const line = /^npx pnpm (sbom .*) --out \S+$/m.exec(guide)?.[1];
  expect(line).toBeDefined();
  return `${line} --lockfile-only`.split(" ");
}

test("the bill of materials is CycloneDX 1.7, and names what runs and nothing that only tests", async () => {
  const directory = mkdtempSync(join(tmpdir(), "redflag-bill-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const out = join(directory, "sbom.json");
  await promisify(execFile)("pnpm", [...wordsOfGuide(), "--out", out], { cwd: ROOT });
  const text = readFileSync(out, "utf8");
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot7).validate(text)).toBeNull();
  const bill = JSON.parse(text) as { components: Array<{ name: string; purl: string }> };
  const names = new Set(bill.components.map(({ name }) => name));
  expect(["fastify", "ethers", "pg"].filter((name) => !names.has(name))).toEqual([]);
  expect(["vitest", "knip"].filter((name) => names.has(name))).toEqual([]);
  const wrong = JSON.stringify({ ...bill, components: [{ name: "no type" }] });
  expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot7).validate(wrong)).not.toBeNull();
});
