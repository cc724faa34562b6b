import { demo } from "@redflag/domain/chains/demo";
import type { RescreenReport } from "@redflag/screen/rescreen-lane";
import { expect, test } from "vitest";
import { rescreenText } from "./rescreen-text.ts";

const [A, B, C, D] = ["aa", "bb", "cc", "dd"].map((byte) => `0x${byte.repeat(32)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
const report: RescreenReport = {
  generation: 2,
  isNew: true,
  isDryRun: false,
  startBlock: 1,
  fromBlock: 1,
  blocks: 1_200,
  transfers: 3_400,
  alerts: 3,
  identical: 1,
  changed: [A],
  added: [B],
  withdrawn: [
    { id: C, succeededBy: [B] },
    { id: D, succeededBy: [] },
  ],
  annotated: [],
  lookbacks: [],
};

test("says what was screened, what it changed, and what succeeds what", () => {
  expect(rescreenText(demo, report)).toEqual([
    "screened 1,200 blocks with 3,400 transfers from block 1 on with today's lists, rates and rules: generation 2",
    "3 alerts: 1 identical, 1 changed, 1 new; 2 withdrawn, 1 of them with a successor",
    `  ${A}: changed`,
    `  ${B}: new`,
    `  ${C}: withdrawn, succeeded by ${B}`,
    `  ${D}: withdrawn`,
  ]);
});

test("filed alerts that the past does not give are said to stand", () => {
  expect(rescreenText(demo, { ...report, annotated: [A] }).slice(-2)).toEqual([
    "1 filed alert stands as it was filed: the past screened again does not give it",
    `  ${A}: filed, annotated`,
  ]);
  expect(rescreenText(demo, { ...report, isDryRun: true, annotated: [A, D] })).toContain(
    "2 filed alerts would stand as they were filed: the past screened again does not give them",
  );
  expect(rescreenText(demo, { ...report, isNew: false, annotated: [A] })).toHaveLength(3);
});

test("a dry run says that nothing was changed; where retention has cut, it says where it began", () => {
  const cut = { block: 99, blockTime: 0, cutAt: 1_800_000_000 };
  const lines = rescreenText(demo, { ...report, isDryRun: true, fromBlock: 100, cut });
  expect(lines[0]).toMatch(/from block 100 on with today's lists, rates and rules; nothing was changed$/);
  expect(lines[1]).toContain("2 would be withdrawn");
  expect(lines[2]).toBe(
    "demo blocks up to 99 were dropped by retention on 2027-01-15: what alerts hold from there was left as it is",
  );
});

test("the same inputs again are said to stand", () => {
  expect(rescreenText(demo, { ...report, isNew: false })).toEqual([
    "already screened with today's lists, rates and rules from block 1 on: generation 2 stands, with 3 alerts",
  ]);
});

test("says what lookbacks add to it, and what they do not reach", () => {
  const lookbacks = [{ list: "ofac-sdn", version: 7 }];
  const lines = rescreenText(demo, { ...report, lookbacks, olderBlocks: { from: 1, to: 1_999 } });
  expect(lines[2]).toMatch(/^the past is also looked at for what is new on ofac-sdn version 7: where its money went/);
  expect(lines[3]).toMatch(
    /^lookbacks that were asked for earlier do not reach the older blocks 1 to 1,999: .* is not$/,
  );
  expect(rescreenText(demo, { ...report, isDryRun: true, lookbacks })[2]).toMatch(/^the past would also be looked at/);
});
