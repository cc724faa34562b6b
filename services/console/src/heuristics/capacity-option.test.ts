import { expect, test } from "vitest";
import type { Tokens } from "../show/use-tokens.ts";
import { capacityOption, type RankBucket } from "./capacity-option.ts";

const TOKENS = { accent: "blue", "line-strong": "grey" } as Tokens;
const WORDS = { line: "", rank: ({ from }: RankBucket) => String(from), count: String, lines: () => "" };

interface Series {
  data: Array<{ value: number; itemStyle: { color: string } }>;
  markLine?: { data: Array<{ yAxis: number }> };
}

function drawn(above: readonly boolean[]) {
  const buckets = above.map((isAbove, index) => ({ from: 400 - index, to: 400 - index, perDay: index + 1, isAbove }));
  const { series } = capacityOption(buckets, { tokens: TOKENS, isRightToLeft: false, words: WORDS });
  const [bars, line] = series as Series[];
  return { colours: bars?.data.map(({ itemStyle }) => itemStyle.color), line: line?.markLine?.data[0]?.yAxis };
}

test("the line stands below the last bar that fits, and each side has its colour", () => {
  expect(drawn([true, true, false])).toEqual({ colours: ["blue", "blue", "grey"], line: 2 });
});

test("where nothing fits the line stands above all, where everything does below all", () => {
  expect(drawn([false, false]).line).toBe(0);
  expect(drawn([true, true]).line).toBe(2);
});
