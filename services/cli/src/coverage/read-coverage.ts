import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { LISTED_ADDRESSES_MAX, listedDigest } from "@redflag/ingest/ask-for-listed";
import type { BlockSpan } from "@redflag/store/block-span";
import { type CoveredStretch, type MissingStretch, readStretches } from "@redflag/store/coverage-stretch";
import type { Executor } from "@redflag/store/database";
import { listCaughtEndpoints } from "@redflag/store/disagreement";
import { FINAL_LEVELS } from "@redflag/store/final-levels";
import { listListedAddresses } from "@redflag/store/listed-address";
import { type BlockState, isUnvouched, stateOf } from "./block-state.ts";

/** What a stretch's rows are held against to say what is wanting. */
export interface CoverageMeasure {
  /** Digest of the log filter that is asked today. */
  filter: Hash;
  /** Digest of the addresses that are asked for today; absent while none is listed. */
  listed?: Hash;
  /** How many listed addresses are beyond what another endpoint is asked for. */
  listedLeftOut: number;
  /** Endpoints that were shown to have lied, whenever that was. */
  caught: ReadonlySet<string>;
  policy: VerifyPolicy;
}

/** What still has to be said of a covered stretch. */
export interface JudgedStretch {
  stretch: CoveredStretch;
  state: BlockState;
  isOutdated: boolean;
  /** Checked less than the policy asks for. */
  isUnchecked: boolean;
  /** Whether another endpoint was asked for what listed addresses did there; absent where that can show nothing more. */
  asked?: "today" | "before" | "in_part" | "never";
}

export interface Tally {
  blocks: number;
  coveredBlocks: number;
  missingBlocks: number;
  gapCount: number;
  stretchCount: number;
  transfers: number;
  refused: number;
  levels: Partial<Record<CoveredStretch["level"], { blocks: number; provenBlocks: number }>>;
  endpoints: Record<string, number>;
  /** Blocks that are covered, and … */
  outdatedBlocks: number;
  caughtBlocks: number;
  uncheckedBlocks: number;
  /** Of which another endpoint was not asked about listed addresses, or not to the end. */
  unaskedBlocks: number;
}

export async function findMeasure(db: Executor, chain: Chain, policy: VerifyPolicy): Promise<CoverageMeasure> {
  const { addresses, total } = await listListedAddresses(db, LISTED_ADDRESSES_MAX);
  return {
    filter: logFilterDigest(logFilterFor(chain.name)),
    ...(addresses.length > 0 && { listed: listedDigest(addresses) }),
    listedLeftOut: total - addresses.length,
    caught: new Set(await listCaughtEndpoints(db, chain.id)),
    policy,
  };
}

/** Goes through the span once, in order; nothing of it is kept but the counts, which are returned. */
export async function readCoverage(
  db: Executor,
  chain: Chain,
  span: BlockSpan,
  measure: CoverageMeasure,
  see: { covered?: (judged: JudgedStretch) => void; missing?: (gap: MissingStretch) => Promise<void> | void },
  signal: AbortSignal,
): Promise<Tally> {
  const tally: Tally = {
    ...{ blocks: span.to - span.from + 1, coveredBlocks: 0, missingBlocks: 0, gapCount: 0, stretchCount: 0 },
    ...{ transfers: 0, refused: 0, levels: {}, endpoints: {} },
    ...{ outdatedBlocks: 0, caughtBlocks: 0, uncheckedBlocks: 0, unaskedBlocks: 0 },
  };
  for await (const stretch of readStretches(db, chain.id, span)) {
    signal.throwIfAborted();
    if (stretch.kind === "missing") {
      tally.gapCount++;
      tally.missingBlocks += stretch.to - stretch.from + 1;
      await see.missing?.(stretch);
      continue;
    }
    const judged = judge(stretch, measure);
    count(tally, judged);
    see.covered?.(judged);
  }
  return tally;
}

function judge(stretch: CoveredStretch, measure: CoverageMeasure): JudgedStretch {
  return {
    stretch,
    state: stateOf(stretch, measure.caught),
    isOutdated: stretch.filter !== measure.filter,
    isUnchecked: !FINAL_LEVELS[measure.policy].includes(stretch.level),
    ...(measure.listed !== undefined && isUnvouched(stretch) && { asked: askedOf(stretch, measure.listed) }),
  };
}

function askedOf({ listed }: CoveredStretch, today: Hash): NonNullable<JudgedStretch["asked"]> {
  if (listed?.endpoint === undefined) return "never";
  if (listed.digest !== today) return "before";
  return listed.shortfall === undefined ? "today" : "in_part";
}

function count(tally: Tally, { stretch, state, isOutdated, isUnchecked, asked }: JudgedStretch): void {
  const blocks = stretch.to - stretch.from + 1;
  tally.stretchCount++;
  tally.coveredBlocks += blocks;
  tally.transfers += stretch.transferCount;
  tally.refused += stretch.refusedCount;
  const level = tally.levels[stretch.level] ?? { blocks: 0, provenBlocks: 0 };
  tally.levels[stretch.level] = {
    blocks: level.blocks + blocks,
    provenBlocks: level.provenBlocks + stretch.provenBlockCount,
  };
  tally.endpoints[stretch.endpoint] = (tally.endpoints[stretch.endpoint] ?? 0) + blocks;
  if (isOutdated) tally.outdatedBlocks += blocks;
  if (state === "caught") tally.caughtBlocks += blocks;
  if (isUnchecked) tally.uncheckedBlocks += blocks;
  if (asked !== undefined && asked !== "today") tally.unaskedBlocks += blocks;
}

/** Nothing is missing, outdated, on a caught endpoint's word, unchecked or unasked. */
export function isComplete({
  missingBlocks,
  outdatedBlocks,
  caughtBlocks,
  uncheckedBlocks,
  unaskedBlocks,
}: Tally): boolean {
  return missingBlocks + outdatedBlocks + caughtBlocks + uncheckedBlocks + unaskedBlocks === 0;
}
