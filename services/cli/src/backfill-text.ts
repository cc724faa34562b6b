import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { countBlocks } from "@redflag/ingest/span";
import type { BlockSpan } from "@redflag/store/block-span";
import { countOf, grouped } from "./count-text.ts";
import { rescreenText } from "./rescreen-text.ts";
import type { ScreenOutcome } from "./screen-backfill.ts";

export interface BackfillSummary extends BlockSpan {
  /** Stored, and not checked as the policy asks. */
  unchecked: BlockSpan[];
  uncheckedReason?: string;
  screening: ScreenOutcome;
}

/** The last line of `redflag backfill --json`. */
export interface BackfillResult {
  blocks: number;
  /** Of these, missing when the run began. */
  read: number;
  seconds: number;
  spans: BackfillSummary[];
}

/** What `redflag backfill` tells a person when it is done. */
export function backfillText(
  chain: Chain,
  policy: VerifyPolicy,
  { blocks, read, seconds, spans }: BackfillResult,
): string[] {
  const rate = seconds === 0 || read === 0 ? "" : `, ${grouped(Math.round(read / seconds))} blocks/s`;
  const there = blocks === read ? "" : `; ${grouped(blocks - read)} were there already`;
  return [
    `read ${countOf(read, "block")} of ${chain.title} in ${seconds} s${rate}${there}`,
    ...spans.flatMap((span) => [...uncheckedText(chain, policy, span), ...screeningText(chain, span)]),
  ];
}

function uncheckedText(chain: Chain, policy: VerifyPolicy, { unchecked, uncheckedReason }: BackfillSummary): string[] {
  const [first] = unchecked;
  if (first === undefined) return [];
  const reason = uncheckedReason === undefined ? "" : `: ${uncheckedReason}`;
  const what = `${countOf(countBlocks(unchecked), "block")}, from ${first.from} on, could not be checked as the policy "${policy}" asks${reason}`;
  const remedy = `running ingest processes try again; so does redflag backfill --chain ${chain.name}`;
  return [`${what}; ${remedy}`];
}

function screeningText(chain: Chain, { from, to, screening }: BackfillSummary): string[] {
  if (screening.kind === "screened again") return rescreenText(chain, screening.report);
  if (screening.kind === "in the lane")
    return [`blocks ${from} to ${to} are screened; \`redflag alerts\` lists what was found`];
  const { reason, remedy } = screening;
  return [`blocks ${screening.from} to ${screening.to} are stored and not screened yet: ${reason}; ${remedy}`];
}
