import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_CONTRACTS } from "@redflag/chain/devnet/demo-token";
import { afterEach, describe, expect, it } from "vitest";
import { followGuide } from "./follow-guide.ts";
import { type GuideStep, readGuide } from "./read-guide.ts";
import { runCommand } from "./run-command.ts";
import { makeWorkingCopy, type WorkingCopy } from "./working-copy.ts";

const guides = join(import.meta.dirname, "../../docs/guides");
const FOLDERS = ["packages/domain", "packages/lists", "docs/reference", "tests/vectors"];

let copy: WorkingCopy | undefined;
afterEach(() => copy?.remove());

/** The steps up to the first deliberate mistake, and those from there on. */
function readParts(guide: string): [right: GuideStep[], wrong: GuideStep[]] {
  const steps = readGuide(readFileSync(join(guides, guide), "utf8"));
  const mistake = steps.findIndex(({ kind }) => kind === "change");
  expect(mistake).toBeGreaterThan(0);
  return [steps.slice(0, mistake), steps.slice(mistake)];
}

async function print(root: string, module: string, expression: string): Promise<unknown> {
  const program = `import * as m from "./packages/domain/src/${module}"; console.log(JSON.stringify(${expression}))`;
  const { output, ok } = await runCommand(root, `node --input-type=module -e '${program}'`);
  expect(ok, output).toBe(true);
  return JSON.parse(output);
}

describe("docs/guides/add-a-chain.md", () => {
  it("adds a chain in one file, and a mistake is named as it says", { timeout: 120_000 }, async () => {
    copy = makeWorkingCopy(FOLDERS);
    const { root, listChanges } = copy;
    const [right, wrong] = readParts("add-a-chain.md");
    await followGuide(root, right);
    expect(listChanges()).toEqual([
      "docs/reference/chains.md",
      "packages/domain/src/chain-files.ts",
      "packages/domain/src/chains/gnosis.ts",
    ]);
    expect(await print(root, "chain-registry.ts", 'm.getChain("gnosis")')).toMatchObject({ id: 100, title: "Gnosis" });
    expect(readFileSync(join(root, "docs/reference/chains.md"), "utf8")).toContain("\n## Gnosis\n");
    await followGuide(root, wrong);
  });
});

describe("docs/guides/add-a-token.md", () => {
  it("adds a token in one file, and mistakes are named as it says", { timeout: 120_000 }, async () => {
    copy = makeWorkingCopy(FOLDERS);
    const { root, listChanges } = copy;
    const [right, wrong] = readParts("add-a-token.md");
    await followGuide(root, right);
    expect(listChanges()).toEqual([
      "docs/reference/tokens.md",
      "packages/domain/src/token-files.ts",
      "packages/domain/src/tokens/gbp.ts",
    ]);
    const address = "0xdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef";
    const found = await print(root, "token-registry.ts", `m.findToken("ethereum", "${address}")`);
    expect(found).toMatchObject({ token: { symbol: "GBPX", peg: "GBP" }, contract: { address, decimals: 6 } });
    await followGuide(root, wrong);
  });
});

describe("docs/guides/try-a-chain.md", () => {
  it("adds the chain, its token and a list of one address", { timeout: 120_000 }, async () => {
    copy = makeWorkingCopy(FOLDERS);
    const { root, listChanges } = copy;
    const steps = readGuide(readFileSync(join(guides, "try-a-chain.md"), "utf8"));
    const end = steps.findLastIndex((step) => step.kind === "file");
    await followGuide(root, steps.slice(0, end));
    expect(listChanges()).toEqual([
      "docs/reference/chains.md",
      "docs/reference/tokens.md",
      "packages/domain/src/chain-files.ts",
      "packages/domain/src/chains/lab.ts",
      "packages/domain/src/token-files.ts",
      "packages/domain/src/tokens/lab.ts",
      "watchlists/lab/entries.csv",
      "watchlists/lab/list.yaml",
    ]);
    // What is paid with stands where the token's file says.
    const found = await print(root, "token-registry.ts", `m.findToken("lab", "${DEMO_CONTRACTS.usdc.address}")`);
    expect(found).toMatchObject({ token: { symbol: "LABUSD" }, contract: { decimals: 6 } });
    const held = '(await m.readListFolder("watchlists/lab")).entries.length';
    expect(await print(root, "../../lists/src/read-list-folder.ts", held)).toBe(1);
  });
});

describe("docs/guides/add-a-heuristic.md", () => {
  it("adds a rule in one file and one of examples, and a mistake is named as it says", {
    timeout: 120_000,
  }, async () => {
    copy = makeWorkingCopy(FOLDERS);
    const { root, listChanges } = copy;
    const [right, wrong] = readParts("add-a-heuristic.md");
    await followGuide(root, right);
    expect(listChanges()).toEqual([
      "docs/reference/heuristics.md",
      "packages/domain/src/__snapshots__/heuristic-registry.test.ts.snap",
      "packages/domain/src/heuristic-files.ts",
      "packages/domain/src/heuristics/many-payees.examples.ts",
      "packages/domain/src/heuristics/many-payees.ts",
    ]);
    const ids = await print(root, "heuristic-registry.ts", "m.HEURISTICS.map(({ id }) => id)");
    expect(ids).toContain("many-payees");
    await followGuide(root, wrong);
  });
});

describe("docs/guides/add-a-list.md", () => {
  it("adds an importer in one file, and mistakes are named as it says", { timeout: 120_000 }, async () => {
    copy = makeWorkingCopy(FOLDERS);
    const { root, listChanges } = copy;
    const [right, wrong] = readParts("add-a-list.md");
    await followGuide(root, right);
    expect(listChanges()).toEqual([
      "packages/lists/src/importer-files.ts",
      "packages/lists/src/importers/example-orders.ts",
    ]);
    await followGuide(root, wrong);
  });
});

describe("docs/guides/write-a-report-profile.md", () => {
  it("adds a country in one file, and mistakes are named as it says", { timeout: 120_000 }, async () => {
    copy = makeWorkingCopy(["services/cli", "report-profiles"]);
    const { root, listChanges } = copy;
    const [right, wrong] = readParts("write-a-report-profile.md");
    await followGuide(root, right);
    expect(listChanges()).toEqual(["report-profiles/zz.yaml"]);
    await followGuide(root, wrong);
  });
});
