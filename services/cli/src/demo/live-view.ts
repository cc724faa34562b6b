import { stripVTControlCharacters } from "node:util";
import { createLogUpdate } from "log-update";
import { colours } from "../colours.ts";
import { countOf } from "../count-text.ts";
import type { DemoStats } from "./demo-stats.ts";
import type { DemoView } from "./demo-view.ts";
import { type LiveRow, nextRow } from "./live-row.ts";

const FRAME_LINES = 6;
const COLOURS = { SEVERE: "red", HIGH: "yellow", MEDIUM: "cyan", LOW: "dim" } as const;
const STATE_COLOURS = { provisional: "yellow", final: "green", withdrawn: "dim" } as const;

/** On a terminal: figures above, the newest alerts below, drawn anew when something changes. */
export function createLiveView({ logFile }: { logFile: string }): DemoView {
  const draw = createLogUpdate(process.stdout);
  const rows = new Map<string, LiveRow>();
  let stats: DemoStats | undefined;
  let note = "";
  let welcome: readonly string[] = [];

  function render(): void {
    // A frame higher than the terminal would lose its top, where the welcome stands.
    const height = Math.max(3, (process.stdout.rows ?? 24) - FRAME_LINES - welcome.length);
    const width = process.stdout.columns ?? 80;
    const shown = [...rows.values()].slice(-height);
    const hidden = rows.size - shown.length;
    const lines = [
      `${colours().bold("redflag demo")}  a local chain, play money; Ctrl-C ends it`,
      ...welcome,
      stats === undefined ? note : statsText(stats),
      "",
      ...(hidden > 0 ? [colours().dim(`… ${countOf(hidden, "older alert")}`)] : []),
      ...shown.map(rowText),
      ...(rows.size === 0 && stats !== undefined ? [colours().dim("no alert yet")] : []),
      "",
      colours().dim(`log: ${logFile}`),
    ];
    draw(lines.map((line) => cut(line, width)).join("\n"));
  }

  return {
    note(text) {
      note = text;
      render();
    },
    welcome(lines) {
      welcome = lines;
      render();
    },
    news(news) {
      const row = nextRow(rows.get(news.event.alert), news, Date.now());
      // An alert with news goes to the end, where it is seen.
      rows.delete(row.alert);
      rows.set(row.alert, row);
      render();
    },
    stats(next) {
      stats = next;
      render();
    },
    close() {
      draw.done();
    },
  };
}

function statsText({ head, lagBlocks, transfersPerSecond, alerts }: DemoStats): string {
  const lag = lagBlocks === 0 ? "screened to the head" : `${countOf(lagBlocks, "block")} behind`;
  const states = `${alerts.provisional} provisional, ${alerts.final} final, ${alerts.withdrawn} withdrawn`;
  return `block ${head}, ${lag}, ${transfersPerSecond.toFixed(1)} transfers/s; alerts: ${states}`;
}

function rowText({ time, severity, state, text, status }: LiveRow): string {
  return `${colours().dim(time)} ${colours()[COLOURS[severity]](severity.padEnd(6))} ${colours()[STATE_COLOURS[state]](status)}  ${text}`;
}

/** A line that wrapped would be left behind by the next drawing. Only the end, which has no colour, is cut. */
function cut(line: string, width: number): string {
  const excess = stripVTControlCharacters(line).length - (width - 1);
  return excess > 0 ? `${line.slice(0, -excess - 1)}…` : line;
}
