import type { RangeRead } from "@redflag/ingest/read-range";
import { countOf } from "./count-text.ts";
import type { UnscreenedPart } from "./unscreened-parts.ts";

/** The last line of `redflag ingest --json`, in this order of members. */
export interface IngestSummary extends RangeRead {
  /** Raised by this run. */
  alerts: number;
  seconds: number;
}

/** What `redflag ingest` tells a person when it is done. */
export function ingestText(
  { blocks, transfers, refused, alerts, seconds }: IngestSummary,
  unscreened: readonly UnscreenedPart[],
  notFinalAbove: number | undefined,
): string[] {
  const rate = seconds === 0 ? "" : `, ${Math.round(transfers / seconds).toLocaleString("en-US")} transfers/s`;
  return [
    `read ${countOf(blocks, "block")} with ${countOf(transfers, "transfer")} in ${seconds} s${rate}`,
    ...(refused === 0
      ? []
      : [`${countOf(refused, "log")} of known tokens could not be decoded and are kept as refused`]),
    `${countOf(alerts, "alert")} raised; \`redflag alerts\` lists them`,
    ...unscreened.map(
      ({ from, to, reason, remedy }) => `blocks ${from} to ${to} are stored but not screened: ${reason}; ${remedy}`,
    ),
    ...(notFinalAbove === undefined ? [] : [stillProvisional(notFinalAbove)]),
  ];
}

function stillProvisional(block: number): string {
  return (
    `what rests on blocks above ${block} stays provisional: the chain does not call them final yet. ` +
    "Run the same command again later, or with --final if you know that they are."
  );
}
