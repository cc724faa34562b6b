import { BarChart, HeatmapChart } from "echarts/charts";
import {
  CalendarComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from "echarts/components";
import { type EChartsCoreOption, type EChartsType, init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([
  BarChart,
  HeatmapChart,
  CalendarComponent,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

export type ChartOption = EChartsCoreOption;

/** A chart on a canvas, of the parts of the library that are used here. */
export function openChart(container: HTMLElement): EChartsType {
  return init(container, null, { renderer: "canvas" });
}
