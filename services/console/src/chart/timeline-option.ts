import type { Tokens } from "../show/use-tokens.ts";
import { CHART_FONT } from "./chart.tsx";
import type { ChartOption } from "./open-chart.ts";
import { type BucketSize, decimalOf, endOf, type PaymentBucket } from "./payment-buckets.ts";
import { tooltipLook } from "./tooltip.ts";

interface Drawn {
  size: BucketSize;
  window?: { fromMs: number; toMs: number } | undefined;
  tokens: Tokens;
  /** Time runs as the language is read. */
  isRightToLeft: boolean;
  words: {
    received: string;
    paid: string;
    window: string;
    amount: (decimal: string) => string;
    tick: (atMs: number) => string;
    lines: (bucket: PaymentBucket) => string;
  };
}

/** Bars up for what was received, down for what was paid, and the window shaded behind them. */
export function timelineOption(buckets: readonly PaymentBucket[], drawn: Drawn): ChartOption {
  const { tokens, words, isRightToLeft, size, window } = drawn;
  const bars = (name: string, color: string, heightOf: (bucket: PaymentBucket) => number) => ({
    name,
    type: "bar",
    stack: "payments",
    itemStyle: { color },
    barMaxWidth: 14,
    barMinWidth: 2,
    data: buckets.map((bucket) => [middleOf(bucket, size), heightOf(bucket)]),
  });
  const [first, last] = [buckets[0], buckets.at(-1)];
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT, color: tokens.muted, fontSize: 11 },
    grid: { top: 22, bottom: 22, left: isRightToLeft ? 12 : 64, right: isRightToLeft ? 64 : 12 },
    xAxis: {
      type: "time",
      inverse: isRightToLeft,
      min: first?.fromMs,
      max: last && endOf(last, size),
      axisLine: { onZero: true, lineStyle: { color: tokens["line-strong"] } },
      axisTick: { lineStyle: { color: tokens["line-strong"] } },
      axisLabel: { color: tokens.muted, hideOverlap: true, formatter: words.tick },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      position: isRightToLeft ? "right" : "left",
      splitNumber: 3,
      axisLabel: { color: tokens.muted, formatter: (value: number) => words.amount(String(Math.abs(value))) },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    tooltip: {
      ...tooltipLook(tokens),
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: tokens["line-strong"] } },
      formatter: (points: ReadonlyArray<{ dataIndex: number }>) => {
        const bucket = buckets[points[0]?.dataIndex ?? -1];
        return bucket === undefined ? "" : words.lines(bucket);
      },
    },
    series: [
      {
        ...bars(words.received, tokens["money-in"], ({ in: side }) => Number(decimalOf(side.micros))),
        ...(window !== undefined && windowMarks(window, drawn)),
      },
      bars(words.paid, tokens["money-out"], ({ out }) => -Number(decimalOf(out.micros))),
    ],
  };
}

/** Shaded, with both ends marked: where an alert looked. */
function windowMarks({ fromMs, toMs }: { fromMs: number; toMs: number }, { tokens, words }: Drawn) {
  const lineStyle = { color: tokens.accent, type: "dashed", width: 1 };
  return {
    markArea: {
      silent: true,
      itemStyle: { color: tokens.accent, opacity: 0.1 },
      label: { show: true, position: "insideTop", color: tokens.accent, fontSize: 11, distance: -16 },
      data: [[{ name: words.window, xAxis: fromMs }, { xAxis: toMs }]],
    },
    markLine: {
      silent: true,
      symbol: "none",
      label: { show: false },
      data: [
        { xAxis: fromMs, lineStyle },
        { xAxis: toMs, lineStyle },
      ],
    },
  };
}

function middleOf(bucket: PaymentBucket, size: BucketSize): number {
  return (bucket.fromMs + endOf(bucket, size)) / 2;
}
