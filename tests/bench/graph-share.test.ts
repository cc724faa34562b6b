import { expect, test } from "vitest";
import { type CpuProfile, graphShareOf } from "./graph-share.ts";

const SCREEN = "file:///redflag/services/screen/src";
const DOMAIN = "file:///redflag/packages/domain/src";

function node(id: number, functionName: string, url: string, ...children: number[]): CpuProfile["nodes"][number] {
  return { id, callFrame: { functionName, url }, children };
}

const NODES = [
  node(1, "(root)", "", 2, 3, 4, 5, 10),
  node(2, "(idle)", ""),
  node(3, "(garbage collector)", ""),
  node(4, "readRange", "file:///redflag/services/ingest/src/read-range.ts"),
  node(5, "foldStretch", `${SCREEN}/fold-stretch.ts`, 6),
  node(6, "run", `${SCREEN}/fold-graph.ts`, 7),
  node(7, "foldAndJudge", `${DOMAIN}/judge-depth.ts`, 8, 9),
  node(8, "see", `${DOMAIN}/graph/graph-stage.ts`, 11),
  node(9, "add", `${DOMAIN}/profile-growth.ts`),
  node(10, "", `${SCREEN}/fold-graph.ts`),
  node(11, "toMicros", `${DOMAIN}/money.ts`),
];

function profile(...samples: Array<readonly [id: number, micros: number]>): CpuProfile {
  return { nodes: NODES, samples: samples.map(([id]) => id), timeDeltas: samples.map(([, micros]) => micros) };
}

test("what the graph calls is its own, what calls it is not, and the lane alone is looked at", () => {
  const share = graphShareOf([
    profile([10, 900], [4, 5_000], [5, 20], [9, 60], [8, 10], [2, 50], [11, 5], [3, 50], [6, 5], [4, 7_000]),
  ]);
  expect(share).toBeCloseTo(0.2);
});

test("what a thread beside does counts as if it were done here", () => {
  const beside: CpuProfile = {
    nodes: [
      node(1, "(root)", "", 2, 3, 4),
      node(2, "(idle)", ""),
      node(3, "", "file:///redflag/packages/domain/src/money.ts"),
      node(4, "#look", `${SCREEN}/graph-thread/graph-desk.ts`, 5),
      node(5, "lookAt", `${DOMAIN}/graph/graph-look.ts`),
    ],
    samples: [3, 4, 2, 5],
    timeDeltas: [5_000, 20, 70, 30],
  };
  expect(graphShareOf([profile([5, 90], [6, 10], [9, 50]), beside])).toBeCloseTo(0.3);
});

test("a profile in which the graph or the lane is missing says nothing of its share", () => {
  expect(() => graphShareOf([profile([4, 10])])).toThrow("the lane is not in the processor profile");
  expect(() => graphShareOf([profile([5, 10])])).toThrow("the graph stage is not in the processor profile");
});
