import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAddress } from "@redflag/domain/address";
import { sampleEntry } from "@redflag/store/list.samples";
import { importListVersion } from "@redflag/store/watchlist";
import { beforeAll, expect, test } from "vitest";
import { readGuide } from "../../../../tests/guides/read-guide.ts";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";

const { directory, env, api, db } = await openApi();
const LISTED = "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8";
const keyFile = join(directory, "kumru.key");
const base = `http://127.0.0.1:${api.port}`;

beforeAll(async () => {
  const designation = {
    authority: "NBCTF",
    programme: "ASO 43/25",
    severity: "SEVERE",
    category: "terrorist_financing",
  } as const;
  const entries = [
    sampleEntry("listed", { ...parseAddress(LISTED), ...designation, sharing: "TLP:GREEN" }),
    sampleEntry("inside", parseAddress("0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48")),
  ];
  await importListVersion(db, { list: { id: "orders", title: "Orders", authority: "NBCTF" }, entries, source: "test" });
  expect((await runCli(["subscriber", "create", "Kumru"], { env })).code).toBe(0);
  const create = [
    "key",
    "create",
    "--name",
    "kumru",
    "--role",
    "exchange",
    "--scope",
    "screening:read",
    "--subscriber",
    "Kumru",
  ];
  writeFileSync(keyFile, (await runCli(create, { env })).stdout);
});

/** A line of the guide, against this API. */
async function run(line: string): Promise<{ output: string; ok: boolean }> {
  if (line.startsWith("redflag ")) {
    const words = line.replace("kumru.key", keyFile).split(" ").slice(1);
    const { code, stdout, stderr } = await runCli([...words, "--api", base], { env: {} });
    return { output: stdout + stderr, ok: code === 0 };
  }
  const [, path = ""] = /^curl -s http:\/\/127\.0\.0\.1:8620(\S+) /.exec(line) ?? [];
  const [, body] = /-d '(.*)'$/.exec(line) ?? [];
  expect(path, line).not.toBe("");
  const response = await fetch(base + path, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      authorization: `Bearer ${readFileSync(keyFile, "utf8").trim()}`,
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body }),
  });
  return { output: await response.text(), ok: response.ok };
}

test("the guide is followed: a match, no match of what is listed inside alone, and many at once", async () => {
  const steps = readGuide(
    readFileSync(join(import.meta.dirname, "../../../../docs/guides/screen-an-address.md"), "utf8"),
  );
  let last = { output: "", ok: true };
  let lines = 0;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    if (step.kind === "run") {
      expect(step.commands).toHaveLength(1);
      last = await run(step.commands[0] ?? "");
      expect(last.ok, last.output).toBe(!(next?.kind === "output" && next.fails));
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last.output).toContain(line);
    lines += step.lines.length;
  }
  expect(lines).toBeGreaterThan(7);
}, 60_000);

test("--json tells each address on a line, with what no match rests on; what cannot be read is told last", async () => {
  const args = [
    "screen",
    "0x12",
    LISTED,
    "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48",
    "--key-file",
    keyFile,
    "--api",
    base,
  ];
  const { code, stdout, stderr } = await runCli([...args, "--json"], { env: {} });
  expect(code).toBe(1);
  expect(stderr).toContain("0x12");
  const [bad, match, none] = stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(bad).toEqual({ asked: "0x12", problem: expect.objectContaining({ code: "address_malformed" }) });
  expect(match).toMatchObject({ asked: LISTED, matches: [{ list: "orders", version: 1, sharing: "TLP:GREEN" }] });
  expect(match).not.toHaveProperty("noMatchAsOf");
  expect(none).toMatchObject({
    matches: [],
    noMatchAsOf: { lists: [{ list: "orders", version: 1, entries: 1 }], chains: [] },
  });
});
