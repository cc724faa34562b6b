import { CHART_FONT } from "../chart/chart.tsx";
import type { ChartOption } from "../chart/open-chart.ts";
import { tooltipLook } from "../chart/tooltip.ts";
import type { Tokens } from "../show/use-tokens.ts";

/** Alerts that began on a day (UTC): with the parameters in force kept and removed, with those that were tested kept and added. */
export interface AlertDay {
  day: string;
  kept: number;
  added: number;
  removed: number;
}

interface Drawn {
  tokens: Tokens;
  /** Time runs as the language is read. */
  isRightToLeft: boolean;
  words: {
    kept: string;
    added: string;
    removed: string;
    count: (value: number) => string;
    tick: (day: string) => string;
    lines: (day: AlertDay) => string;
  };
}

/** What stays and what would come stand up from the line, what would go hangs down from it. */
export function alertDaysOption(days: readonly AlertDay[], { tokens, isRightToLeft, words }: Drawn): ChartOption {
  const bars = (name: string, style: object, heightOf: (day: AlertDay) => number | null) => ({
    name,
    type: "bar",
    stack: "alerts",
    itemStyle: style,
    barMaxWidth: 24,
    data: days.map(heightOf),
  });
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT, color: tokens.muted, fontSize: 11 },
    grid: { top: 12, bottom: 22, left: isRightToLeft ? 12 : 48, right: isRightToLeft ? 48 : 12 },
    xAxis: {
      type: "category",
      inverse: isRightToLeft,
      data: days.map(({ day }) => day),
      axisLine: { onZero: true, lineStyle: { color: tokens["line-strong"] } },
      axisTick: { show: false },
      axisLabel: { color: tokens.muted, hideOverlap: true, formatter: words.tick },
    },
    yAxis: {
      type: "value",
      position: isRightToLeft ? "right" : "left",
      minInterval: 1,
      splitNumber: 3,
      axisLabel: { color: tokens.muted, formatter: (value: number) => words.count(Math.abs(value)) },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    tooltip: {
      ...tooltipLook(tokens),
      trigger: "axis",
      axisPointer: { type: "line", lineStyle: { color: tokens["line-strong"] } },
      formatter: (points: ReadonlyArray<{ dataIndex: number }>) => {
        const day = days[points[0]?.dataIndex ?? -1];
        return day === undefined ? "" : words.lines(day);
      },
    },
    series: [
      bars(words.kept, { color: tokens["line-strong"] }, ({ kept }) => kept),
      bars(words.added, { color: tokens.accent }, ({ added }) => added),
      bars(
        words.removed,
        { color: tokens.surface, borderColor: tokens.high, borderWidth: 1.5, borderType: "dashed" },
        ({ removed }) => (removed === 0 ? null : -removed),
      ),
    ],
  };
}
