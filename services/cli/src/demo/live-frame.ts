import { stripVTControlCharacters } from "node:util";
import { colours } from "../colours.ts";
import { countOf } from "../count-text.ts";
import type { DemoStats } from "./demo-stats.ts";
import type { LiveRow } from "./live-row.ts";

const ALERTS_MIN = 3;
const COLOURS = { SEVERE: "red", HIGH: "yellow", MEDIUM: "cyan", LOW: "dim" } as const;
const STATE_COLOURS = { provisional: "yellow", final: "green", withdrawn: "dim" } as const;

export interface LiveFrame {
  /** Where to look and with what. */
  welcome: readonly string[];
  /** What goes on while there are no figures. */
  note: string;
  stats: DemoStats | undefined;
  /** The one with the latest news last. */
  alerts: readonly LiveRow[];
  logFile: string;
}

/**
 * The lines of a frame: figures above, the newest alerts below.
 * @param size of the terminal. One row of it is left to the cursor: a higher frame would push its top out of sight
 */
export function frameLines(
  { welcome, note, stats, alerts, logFile }: LiveFrame,
  size: { rows: number; columns: number },
): string[] {
  const above = [
    `${colours().bold("redflag demo")}  a local chain, play money; Ctrl-C ends it`,
    ...welcome,
    stats === undefined ? note : statsText(stats),
    "",
  ];
  const below = ["", colours().dim(`log: ${logFile}`)];
  const room = Math.max(ALERTS_MIN, size.rows - 1 - above.length - below.length);
  const lines = [...above, ...alertLines(alerts, room, stats !== undefined), ...below];
  return lines.map((line) => cut(line, size.columns));
}

/** At most so many lines; what is left out takes one. */
function alertLines(alerts: readonly LiveRow[], linesMax: number, isReady: boolean): string[] {
  if (alerts.length === 0) return isReady ? [colours().dim("no alert yet")] : [];
  if (alerts.length <= linesMax) return alerts.map(rowText);
  const shown = alerts.slice(-(linesMax - 1));
  return [colours().dim(`… ${countOf(alerts.length - shown.length, "older alert")}`), ...shown.map(rowText)];
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
