import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import type { RangeRead } from "@redflag/ingest/read-range";
import type { CoverageLevel } from "@redflag/store/ledger-range";
import { countOf } from "./count-text.ts";
import type { FinalBarrier } from "./final-barrier.ts";
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
  provisional: string | undefined,
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
    ...(provisional === undefined ? [] : [provisional]),
  ];
}

/** The strictest policy that is content with a level. */
const CONTENT_WITH: Record<CoverageLevel, VerifyPolicy> = {
  unproven: "header",
  bloom: "bloom",
  peers: "peers",
  self_consistent: "proof",
  proven: "proof",
};

/** Why not all is final yet, and what a person can do about it. */
export function provisionalText(
  { finalTo, screenedTo, unchecked }: FinalBarrier,
  chain: Chain,
  policy: VerifyPolicy,
): string {
  const fact = `what rests on blocks above ${finalTo} stays provisional`;
  if (unchecked === undefined) {
    const remedy = "Run the same command again later, or with --final if you know that they are.";
    return `${fact}: the chain does not call them final yet. ${remedy}`;
  }
  const { from, to, level } = unchecked;
  const reason = `blocks ${from} to ${to} are checked to the level "${level}" only, and the policy "${policy}" asks for more`;
  const suffix = chain.name.toUpperCase();
  const again = `run redflag ingest --chain ${chain.name} --from ${from} --to ${screenedTo}`;
  const settle = `set REDFLAG_VERIFY_${suffix}=${CONTENT_WITH[level]}, which shows in coverage`;
  const more: Partial<Record<VerifyPolicy, string>> = {
    peers: `Add a second endpoint of another operator to REDFLAG_RPC_${suffix} and ${again}; or ${settle}.`,
    proof: `To have them proven, ${again}; or ${settle}.`,
  };
  return `${fact}: ${reason}. ${more[policy] ?? `To be content with that, ${settle}.`}`;
}
