import { expect, test } from "vitest";
import { sampleExplanation, sampleFirings } from "./explanation.samples.ts";
import { explanationReport } from "./explanation-report.ts";
import { explanationTree } from "./explanation-tree.ts";
import { sampleFinding } from "./finding.samples.ts";
import { HEURISTICS } from "./heuristic-registry.ts";
import { type TextNode, treeLines } from "./text-node.ts";

const titles = ({ children }: TextNode) => children.filter((node) => node.children.length > 0).map(({ text }) => text);

test.each(HEURISTICS.map((heuristic) => [heuristic.id, heuristic] as const))(
  "%s: every finding of its examples is explained in full, twice over",
  (_, heuristic) => {
    for (const finding of sampleFirings(heuristic)) {
      const explanation = sampleExplanation(finding);
      expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
      expect(explanation.rule).toMatchObject({ id: heuristic.id, version: heuristic.version, epoch: 1 });
      expect(explanation.rule.parameters.every(({ isDefault }) => isDefault === true)).toBe(true);
      const names = titles(explanationTree(explanation)).join("\n");
      for (const part of ["usual for the subject", "payment", "not established"]) expect(names).toContain(part);
      const report = explanationReport(explanation).join("\n");
      expect(report).toContain("Not established:");
      expect(report).toContain(explanation.subject);
      expect(report).toContain(finding.transfer.txHash);
      const figures = finding.reasons.flatMap((reason) => reason.figures ?? []);
      expect(explanation.smallestChange !== undefined).toBe(figures.length > 0);
      for (const { name } of figures) expect(report).toContain(name);
      const entries = finding.reasons.flatMap(({ entry }) => entry ?? []);
      for (const { list, listVersion } of entries) expect(report).toContain(`list ${list} version ${listVersion}`);
    }
  },
);

test("a parameter that is not the default is marked, and one of a version that this program lacks is not judged", () => {
  const explanation = sampleExplanation(sampleFinding(1, { heuristic: "structuring", heuristicVersion: 99 }));
  expect(explanation.rule).toEqual({ id: "structuring", version: 99, parameters: [] });
  const [heuristic] = HEURISTICS.filter(({ id }) => id === "structuring");
  const [finding] = heuristic === undefined ? [] : sampleFirings(heuristic);
  if (finding === undefined) throw new Error("structuring has an example that fires");
  const changed = sampleExplanation(finding, (params) => ({ ...params, paymentsMin: 4 }));
  expect(changed.rule.parameters.filter(({ isDefault }) => isDefault === false).map(({ name }) => name)).toEqual([
    "paymentsMin",
  ]);
});

test("what is inferred, unsure or could still be taken back is told as uncertain", () => {
  const entry = {
    list: "orders",
    listVersion: 3,
    entryId: "0x",
    category: "terrorist_financing",
    severity: "SEVERE" as const,
    authority: "NBCTF",
    confidence: 60,
  };
  const reasons = [
    { code: "x", text: "paid an address inferred to be a deposit address", exclusions: ["1 payer left out: inferred"] },
    { code: "listed_nearby", text: "listed", entry },
  ];
  const { uncertain, listings } = sampleExplanation(sampleFinding(1, { reasons }), undefined, "provisional");
  expect(listings).toEqual([entry]);
  expect(uncertain).toEqual([
    "a reorg of the chain could still take back some of its payments",
    "list orders is 60 % sure that the address is the one NBCTF means",
    "1 payer left out: inferred",
    "part of the finding is inferred, from what its own words say, and not read from a list",
  ]);
});

test("the tree is drawn with a branch for each node", () => {
  const leaf = (text: string) => ({ text, children: [] });
  expect(treeLines({ text: "a", children: [{ text: "b", children: [leaf("c"), leaf("d")] }, leaf("e")] })).toEqual([
    "a",
    "├─ b",
    "│  ├─ c",
    "│  └─ d",
    "└─ e",
  ]);
});
