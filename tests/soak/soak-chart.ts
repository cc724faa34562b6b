import { measuresOf, type SoakSample } from "./soak-sample.ts";

const PANEL = { width: 360, height: 110, columns: 2 };
const PLOT = { left: 12, right: 348, top: 34, bottom: 92 };
const STYLE =
  "text{font:12px sans-serif;fill:#334}.small{font-size:10px;fill:#667}path{fill:none;stroke:#0a6;stroke-width:1.5}rect{fill:#fff}line{stroke:#ccd}";

/** One small panel for each measure, over the time of the run, from nothing to the most that it was. */
export function soakChart(samples: readonly SoakSample[]): string {
  const measures = measuresOf(samples);
  const [begin, end] = [samples[0]?.atS ?? 0, samples.at(-1)?.atS ?? 0];
  const rows = Math.ceil(measures.length / PANEL.columns);
  const panels = measures.map(({ name, values }, i) => {
    const most = Math.max(0, ...values.filter((value) => !Number.isNaN(value)));
    const x = (atS: number) => PLOT.left + ((PLOT.right - PLOT.left) * (atS - begin)) / Math.max(1, end - begin);
    const y = (value: number) => PLOT.bottom - ((PLOT.bottom - PLOT.top) * value) / (most || 1);
    const points = values.flatMap((value, at) =>
      Number.isNaN(value) ? [] : [`${x(samples[at]?.atS ?? 0).toFixed(1)},${y(value).toFixed(1)}`],
    );
    const place = `translate(${(i % PANEL.columns) * PANEL.width},${Math.floor(i / PANEL.columns) * PANEL.height})`;
    return [
      `<g transform="${place}"><text x="${PLOT.left}" y="20">${name}</text>`,
      `<line x1="${PLOT.left}" y1="${PLOT.bottom}" x2="${PLOT.right}" y2="${PLOT.bottom}"/>`,
      `<text class="small" x="${PLOT.right}" y="20" text-anchor="end">at most ${most >= 100 ? Math.round(most) : most.toFixed(1)}</text>`,
      points.length > 0 ? `<path d="M${points.join("L")}"/></g>` : "</g>",
    ].join("");
  });
  const [width, height] = [PANEL.columns * PANEL.width, rows * PANEL.height + 20];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img"><title>A soak's measures over time</title>`,
    `<style>${STYLE}</style><rect width="${width}" height="${height}"/>`,
    ...panels,
    `<text class="small" x="${PLOT.left}" y="${height - 8}">from minute ${Math.round(begin / 60)} to minute ${Math.round(end / 60)} of the run</text>`,
    "</svg>",
    "",
  ].join("\n");
}
