import type { CoverageStretch as StretchBody } from "@redflag/contract/http/routes/coverage";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { type CoverageState, checkedStateOf } from "@redflag/domain/coverage-state";
import type { Hash } from "@redflag/domain/hex";
import { redactText } from "@redflag/runtime/redact";
import type { CoveredStretch, MissingStretch } from "@redflag/store/coverage-stretch";
import type { Executor } from "@redflag/store/database";
import { FINAL_LEVELS } from "@redflag/store/final-levels";
import { listBlocksIn } from "@redflag/store/ledger-read";
import type { AskedSpan } from "./coverage-span.ts";

/** What a stretch is held against to say what is wanting. */
export interface StretchMeasure {
  /** Digest of the log filter that is asked today. */
  filter: Hash;
  policy: VerifyPolicy;
  /** Endpoints that were shown to have lied. */
  caught: readonly string[];
}

export async function missingBody(
  db: Executor,
  chain: Chain,
  { from, to }: MissingStretch,
  { lastBlock }: AskedSpan,
): Promise<StretchBody> {
  const beside = await listBlocksIn(db, chain.id, [from - 1, to + 1]);
  const [after, before] = [from - 1, to + 1].map((number) => beside.find((block) => block.number === number));
  return {
    ...{ from, to, state: from > lastBlock ? "awaited" : "missing" },
    ...(after && { after: timeText(after.time) }),
    ...(before && { before: timeText(before.time) }),
  };
}

/** Texts are the endpoints' own here and there. */
export function stretchBody(stretch: CoveredStretch, measure: StretchMeasure, asked: AskedSpan): StretchBody {
  const { from, to, level, listed } = stretch;
  return {
    ...{ from, to, state: stateOf(stretch, measure, asked) },
    read: {
      ...{ host: stretch.endpoint, level, provenBlocks: stretch.provenBlockCount },
      ...{ firstAt: timeText(stretch.readFrom), lastAt: timeText(stretch.readTo) },
      ...{ transfers: stretch.transferCount, refusedLogs: stretch.refusedCount },
      outdated: stretch.filter !== measure.filter,
      unchecked: !FINAL_LEVELS[measure.policy].includes(level),
      ...(listed?.endpoint !== undefined && { listedHost: listed.endpoint }),
      ...(listed?.shortfall !== undefined && { listedShortfall: redactText(listed.shortfall) }),
      ...(stretch.shortfall !== undefined && { shortfall: redactText(stretch.shortfall) }),
    },
  };
}

/** Of one that reaches beyond what was dropped, or what is final: as it was checked. */
function stateOf(stretch: CoveredStretch, { caught }: StretchMeasure, { cut, finalized }: AskedSpan): CoverageState {
  const { from, to, level, endpoint, provenBlockCount } = stretch;
  if (to <= (cut?.block ?? -1)) return "dropped";
  const state = checkedStateOf({
    level,
    isWhole: provenBlockCount === to - from + 1,
    isCaught: caught.includes(endpoint),
  });
  return state !== "caught" && from > (finalized ?? to) ? "provisional" : state;
}

function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
