import { expect, test } from "vitest";
import { DemoManifest } from "./demo-manifest.ts";

const ROW = { rule: "watchlist-hit", subject: "eip155:31337:0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48" };
const OTHER = { ...ROW, subject: "eip155:31337:0x53de017c64cA4c9DAbb39eaDD4c3253670B3226E" };

test("a manifest survives JSON", () => {
  const manifest: DemoManifest = { runSeconds: 60, rows: [ROW, OTHER] };
  expect(DemoManifest.parse(JSON.parse(JSON.stringify(manifest)))).toEqual(manifest);
});

test.each([
  ["no rows: nothing to find proves nothing", { runSeconds: 60, rows: [] }],
  ["the same row twice", { runSeconds: 60, rows: [ROW, OTHER, ROW] }],
  ["no time", { runSeconds: 0, rows: [ROW] }],
  ["a bare address", { runSeconds: 60, rows: [{ ...ROW, subject: ROW.subject.slice(13) }] }],
  ["an unknown member", { runSeconds: 60, rows: [{ ...ROW, severity: "HIGH" }] }],
])("%s", (_, manifest) => {
  expect(DemoManifest.safeParse(manifest).success).toBe(false);
});
