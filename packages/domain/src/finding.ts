import type { Address } from "./address.ts";
import type { Chain } from "./chain.ts";
import type { ListedEntry, Severity } from "./entry.ts";
import type { FreezeBook } from "./freeze-book.ts";
import type { Armed, Exposure, HeadHeuristic, Heuristic, Judgement, Observation, Party, Reason } from "./heuristic.ts";
import { findToken } from "./token-registry.ts";
import type { TimedBlock, Transfer } from "./transfer.ts";
import type { WatchlistMatcher } from "./watchlist-matcher.ts";

/** One rule firing on one transfer about one of its sides. */
export interface Finding {
  heuristic: string;
  heuristicVersion: number;
  /** Seconds: the rule's quiet gap, which decides whether this finding continues an episode. */
  gapS: number;
  /** The payment that the episode began with, where the rule itself says what belongs together: then no quiet gap decides. */
  opening?: Pick<Transfer, "txHash" | "token" | "txOrdinal">;
  subject: Address;
  severity: Severity;
  exposure: Exposure;
  score: number;
  reasons: readonly Reason[];
  block: TimedBlock;
  transfer: Transfer;
  /** Other transfers that the reasons count, in ledger order: copied, so that the alert proves itself. */
  supporting: readonly SupportingTransfer[];
}

export interface SupportingTransfer {
  block: TimedBlock;
  transfer: Transfer;
  /** CAIP-2; absent where it is the alert's own chain. */
  chain?: string;
}

/** A heuristic threw: which one, over which transfer. What it would have said of the rest is unknown. */
export class HeuristicFailure extends Error {
  constructor({ id, version }: Heuristic, { transfer, block }: Observation, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const place = `block ${block.number}, transaction ${transfer.txHash}, log ${transfer.logIndex}`;
    super(`${id} version ${version} failed on ${place}: ${reason}`, { cause });
  }
}

/**
 * What heuristics see of a stored transfer.
 * @param freezes for stateless rules: every freeze of the lane's blocks up to this one
 */
export function observe(
  chain: Chain,
  block: TimedBlock,
  transfer: Transfer,
  matcher: WatchlistMatcher,
  freezes?: FreezeBook,
): Observation {
  const token = findToken(chain.name, transfer.token);
  if (token === undefined)
    throw new Error(`Broken invariant: token ${transfer.token} of a stored transfer is registered`);
  const sender = partyOf(chain, transfer.sender, matcher.find(transfer.sender));
  const recipient = partyOf(chain, transfer.recipient, matcher.find(transfer.recipient));
  if (freezes !== undefined) {
    sender.freezes = freezes.freezesAt(sender.address, transfer);
    recipient.freezes = freezes.freezesAt(recipient.address, transfer);
  }
  return { chain, block, transfer, token, sender, recipient };
}

/** Nearly everybody has no entry: then nothing is looked through. */
export function partyOf({ family }: Chain, address: Address, found: readonly ListedEntry[]): Party {
  if (found.length === 0) return { address, entries: found };
  const aliases = found.filter((entry) => entry.family !== family);
  if (aliases.length === 0) return { address, entries: found };
  return { address, entries: found.filter((entry) => entry.family === family), aliases };
}

/**
 * Entries that name this account. The same 20 bytes on a chain of another family are another account, perhaps of the
 * same holder, and no direct hit.
 */
export function entriesOf(chain: Chain, address: Address, matcher: WatchlistMatcher): readonly ListedEntry[] {
  const entries = matcher.find(address);
  if (entries.length === 0) return entries;
  return entries.every(({ family }) => family === chain.family)
    ? entries
    : entries.filter(({ family }) => family === chain.family);
}

function judge({ heuristic, params }: Armed<HeadHeuristic>, observation: Observation): readonly Judgement[] {
  try {
    return heuristic.judge(observation, params);
  } catch (error) {
    throw new HeuristicFailure(heuristic, observation, error);
  }
}

/**
 * Judges transfers at the head: stateless, so any stretch gives the same findings however it is cut.
 * @param blocks by number; every transfer's block must be there
 * @param transfers in ledger order; the findings come in that order too
 * @param freezes every freeze of the lane's blocks, at least up to these
 * @throws HeuristicFailure when a rule throws: nothing of the stretch may be committed
 */
export function judgeTransfers(
  chain: Chain,
  blocks: ReadonlyMap<number, TimedBlock>,
  transfers: readonly Transfer[],
  matcher: WatchlistMatcher,
  heuristics: ReadonlyArray<Armed<HeadHeuristic>>,
  freezes?: FreezeBook,
): Finding[] {
  const findings: Finding[] = [];
  for (const transfer of transfers) {
    const block = blocks.get(transfer.blockNumber);
    if (block === undefined) throw blockMissing(transfer);
    const observation = observe(chain, block, transfer, matcher, freezes);
    for (const { heuristic, params } of heuristics) {
      for (const judgement of judge({ heuristic, params }, observation)) {
        findings.push({
          heuristic: heuristic.id,
          heuristicVersion: heuristic.version,
          gapS: heuristic.gapS,
          ...judgement,
          block,
          transfer,
          supporting: [],
        });
      }
    }
  }
  return findings;
}

/** Made only when it is thrown: an assertion would put its text together for every transfer. */
export function blockMissing({ blockNumber }: Transfer): Error {
  return new Error(`Broken invariant: block ${blockNumber} of a transfer is at hand`);
}
