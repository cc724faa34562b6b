import type { EChartsType } from "echarts/core";
import { useEffect, useRef, useState } from "react";
import styles from "./chart.module.css";
import type { ChartOption } from "./open-chart.ts";

interface ChartProps {
  option: ChartOption;
  /** What it shows, for whoever does not see it; the figures stand in a table beside it. */
  label: string;
  size: "timeline" | "calendar" | "ranking";
}

export const CHART_FONT = "IBM Plex Sans, IBM Plex Sans Arabic, system-ui, sans-serif";

/** A chart of the library, which is loaded when the first one is shown. */
export function Chart({ option, label, size }: ChartProps) {
  const container = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType>();
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    let opened: EChartsType | undefined;
    let isClosed = false;
    const resized = new ResizeObserver(() => opened?.resize());
    void import("./open-chart.ts").then(({ openChart }) => {
      if (isClosed) return;
      opened = openChart(element);
      resized.observe(element);
      setChart(opened);
    });
    return () => {
      isClosed = true;
      resized.disconnect();
      opened?.dispose();
    };
  }, []);
  useEffect(() => chart?.setOption(option, { notMerge: true }), [chart, option]);
  const classes = [styles.chart, styles[size], ...(chart === undefined ? [styles.loading] : [])];
  return <div ref={container} dir="ltr" role="img" aria-label={label} className={classes.join(" ")} />;
}
