import { expect, test } from "vitest";
import { csvOf } from "./links-csv.ts";
import { sampleGraph } from "./testing/sample-graph.ts";

test("each flow is a line, and a name that is a formula is text", () => {
  const [edge] = sampleGraph(2).edges;
  if (edge === undefined) throw new Error("two nodes have a flow");
  const csv = csvOf([
    { ...edge, from: "a", to: "service:Harbour, Inc", token: "t", symbol: '=HYPERLINK("x")', amount: "1.5", count: 3 },
  ]);
  expect(csv.split("\r\n")).toEqual([
    "from,to,token,symbol,amount,payments,first_time,first_block,last_time,last_block",
    `a,"service:Harbour, Inc",t,"'=HYPERLINK(""x"")",1.5,3,2026-08-01T00:00:00.000Z,1,2026-10-30T00:00:00.000Z,9000`,
    "",
  ]);
});
