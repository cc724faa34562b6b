import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHAINS } from "@redflag/domain/chain-registry";
import { loadConfig } from "@redflag/runtime/config";
import { expect, test } from "vitest";
import { dockerLines, endpointLine, startLine } from "../../services/console/src/setup/start-lines.ts";

/* What the console gives to copy is what the guides say, and what the configuration takes. */

test("the line of every chain gives it two endpoints", () => {
  for (const { name } of CHAINS) {
    const [variable = "", value = ""] = endpointLine(name).split("=");
    expect(loadConfig({ [variable]: value }).chains.get(name)?.endpoints.length).toBe(2);
  }
});

test("the guides have the same lines", () => {
  const read = (guide: string) => readFileSync(join(import.meta.dirname, "../../docs/guides", guide), "utf8");
  expect(read("run-with-docker.md")).toContain(endpointLine("ethereum"));
  expect(read("first-steps.md")).toContain(startLine("ethereum"));
  expect(read("first-steps.md")).toContain(dockerLines("ethereum"));
});
