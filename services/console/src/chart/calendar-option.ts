import type { Tokens } from "../show/use-tokens.ts";
import { type FlowDay, paymentsOf, pieces, STEPS } from "./calendar-days.ts";
import { CHART_FONT } from "./chart.tsx";
import type { ChartOption } from "./open-chart.ts";
import { tooltipLook } from "./tooltip.ts";

interface Drawn {
  span: { from: string; to: string };
  tokens: Tokens;
  isRightToLeft: boolean;
  words: {
    /** From 0. */
    month: (month: number) => string;
    /** From Sunday. */
    weekdays: readonly string[];
    piece: (min: number, max: number | undefined) => string;
    lines: (day: FlowDay) => string;
  };
}

const CELL = 15;
const WEEKS_MAX = 15;
const START = 44;

/** A heat map of the days in steps of one hue, from the pale to the full. */
export function calendarOption(days: readonly FlowDay[], { span, tokens, isRightToLeft, words }: Drawn): ChartOption {
  // Weeks run from the left to the right in this library; the calendar begins where the language does all the same.
  const start = isRightToLeft ? "right" : "left";
  return {
    animation: false,
    textStyle: { fontFamily: CHART_FONT, fontSize: 11, color: tokens.muted },
    tooltip: {
      ...tooltipLook(tokens),
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const day = days[dataIndex];
        return day === undefined ? "" : words.lines(day);
      },
    },
    visualMap: {
      type: "piecewise",
      orient: "vertical",
      [start]: START + (WEEKS_MAX + 1) * CELL + 16,
      top: 22,
      itemWidth: CELL - 3,
      itemHeight: CELL - 3,
      itemGap: 5,
      itemSymbol: "rect",
      selectedMode: false,
      textStyle: { color: tokens.muted, fontFamily: CHART_FONT, fontSize: 11 },
      pieces: pieces().map(({ min, max }, index) => ({
        min,
        ...(max !== undefined && { max }),
        label: words.piece(min, max),
        color: tokens["money-in"],
        colorAlpha: 0.2 + (0.8 * index) / (STEPS.length - 1),
      })),
    },
    calendar: {
      range: [span.from, span.to],
      cellSize: [CELL, CELL],
      [start]: START,
      top: 22,
      splitLine: { show: false },
      itemStyle: { color: tokens.sunken, borderColor: tokens.surface, borderWidth: 2 },
      yearLabel: { show: false },
      monthLabel: {
        color: tokens.muted,
        fontFamily: CHART_FONT,
        fontSize: 11,
        nameMap: Array.from({ length: 12 }, (_, month) => words.month(month)),
      },
      dayLabel: {
        color: tokens.muted,
        fontFamily: CHART_FONT,
        fontSize: 11,
        firstDay: 1,
        nameMap: [...words.weekdays],
      },
    },
    series: [{ type: "heatmap", coordinateSystem: "calendar", data: days.map((day) => [day.day, paymentsOf(day)]) }],
  };
}
