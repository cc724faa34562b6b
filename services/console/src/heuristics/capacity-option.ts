import { CHART_FONT } from "../chart/chart.tsx";
import type { ChartOption } from "../chart/open-chart.ts";
import { tooltipLook } from "../chart/tooltip.ts";
import type { Tokens } from "../show/use-tokens.ts";

/** Places of the ranking that share a step of it. */
export interface RankBucket {
  /** Lowest rank in it. */
  from: number;
  /** Highest. */
  to: number;
  perDay: number;
  isAbove: boolean;
}

interface Drawn {
  tokens: Tokens;
  isRightToLeft: boolean;
  words: {
    line: string;
    rank: (bucket: RankBucket) => string;
    count: (value: number) => string;
    lines: (bucket: RankBucket) => string;
  };
}

/** The highest ranks on top, a bar each for so many places a day; the line falls between what fits and what does not. */
export function capacityOption(buckets: readonly RankBucket[], { tokens, isRightToLeft, words }: Drawn): ChartOption {
  const above = buckets.filter(({ isAbove }) => isAbove).length;
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT, color: tokens.muted, fontSize: 11 },
    grid: { top: 8, bottom: 22, left: isRightToLeft ? 48 : 76, right: isRightToLeft ? 76 : 48 },
    xAxis: {
      type: "value",
      inverse: isRightToLeft,
      splitNumber: 4,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: tokens.muted, formatter: words.count },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    yAxis: [
      {
        type: "category",
        inverse: true,
        position: isRightToLeft ? "right" : "left",
        data: buckets.map(words.rank),
        axisLine: { lineStyle: { color: tokens["line-strong"] } },
        axisTick: { show: false },
        axisLabel: { color: tokens.muted },
      },
      // The line stands between two bars, which the axis of the bars has no place for.
      { type: "value", inverse: true, min: 0, max: Math.max(1, buckets.length), show: false },
    ],
    tooltip: {
      ...tooltipLook(tokens),
      trigger: "axis",
      axisPointer: { type: "shadow" },
      formatter: (points: ReadonlyArray<{ dataIndex: number }>) => {
        const bucket = buckets[points[0]?.dataIndex ?? -1];
        return bucket === undefined ? "" : words.lines(bucket);
      },
    },
    series: [
      {
        type: "bar",
        barMaxWidth: 14,
        data: buckets.map(({ perDay, isAbove }) => ({
          value: perDay,
          itemStyle: { color: isAbove ? tokens.accent : tokens["line-strong"] },
        })),
        label: {
          show: true,
          position: isRightToLeft ? "left" : "right",
          color: tokens.text,
          formatter: ({ value }: { value: number }) => words.count(value),
        },
      },
      {
        type: "bar",
        yAxisIndex: 1,
        data: [],
        markLine: {
          silent: true,
          symbol: "none",
          lineStyle: { color: tokens.text, type: "solid", width: 1.5 },
          label: {
            show: true,
            position: "insideEndTop",
            color: tokens.text,
            formatter: words.line,
          },
          data: [{ yAxis: above }],
        },
      },
    ],
  };
}
