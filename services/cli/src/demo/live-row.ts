import { demo } from "@redflag/domain/chains/demo";
import type { Severity } from "@redflag/domain/entry";
import { shortAddress, shortenAddresses } from "../account-text.ts";
import type { AlertNews } from "../alert-news.ts";
import { newsText, whatText } from "../alert-sentence.ts";

const TIME_CHARS = "00:00:00".length;

/** One alert as the live view shows it. */
export interface LiveRow {
  alert: string;
  time: string;
  severity: Severity;
  state: "provisional" | "final" | "withdrawn";
  /** Who moved how much, and why that is an alert. */
  text: string;
  /** What became of it. */
  status: string;
}

/** The alert after this event. Reasons that a reorg has taken away are kept from before. */
export function nextRow(row: LiveRow | undefined, { event, reasons, time }: AlertNews, nowMs: number): LiveRow {
  const text = shortenAddresses(whatText(demo, event, reasons, (address) => shortAddress(address, demo.family)));
  const isNews = event.type === "alert.created" || event.transfers.some(({ change }) => change === "added");
  return {
    alert: event.alert,
    time: time === undefined ? (row?.time ?? " ".repeat(TIME_CHARS)) : timeText(time, nowMs),
    severity: event.severity,
    state: event.state,
    text: row === undefined || isNews ? text : row.text,
    status: statusText(event),
  };
}

/** Of another day that day, in as many characters. */
function timeText(time: number, nowMs: number): string {
  const [day, clock = ""] = new Date(time * 1_000).toISOString().split("T");
  const isToday = new Date(nowMs).toISOString().startsWith(`${day}T`);
  return (isToday ? clock.slice(0, TIME_CHARS) : (day ?? "").slice(5)).padEnd(TIME_CHARS);
}

function statusText(event: AlertNews["event"]): string {
  if (event.type === "alert.withdrawn" || event.type === "alert.updated") return newsText(event);
  return event.type === "alert.created" && event.stateSeq > 0 ? "back: the payment was mined again" : event.state;
}
