import type { AccountLogs } from "@redflag/chain/read-account-logs";
import type { Address } from "@redflag/domain/address";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { Log, Transfer } from "@redflag/domain/transfer";
import type { BlockSpan } from "@redflag/store/block-span";
import { findCoverageOf } from "@redflag/store/coverage-read";
import { insertDisagreement } from "@redflag/store/disagreement";
import { findBlock } from "@redflag/store/ledger-read";
import { listTransfersOfAny } from "@redflag/store/listed-address";
import { findTip } from "@redflag/store/tip";
import { decodeRange } from "./decode-range.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { proveRange } from "./prove-range.ts";

/** Blocks of one answer that are proven at most: an endpoint that makes payments up must not cost a proof for each. */
const DISPUTED_BLOCKS_MAX = 100;

interface Told extends BlockSpan {
  answer: AccountLogs;
  /** Those that were asked for. */
  accounts: readonly Address[];
}

/**
 * Holds what another endpoint told of some accounts against the ledger. Each block in which they differ is proven, which
 * mends the ledger where that was wrong; then whoever left a payment out or made one up is named, by what was proven. Above
 * what the chain calls final nobody is: a node that lags answers of a branch that stood a moment ago, and does not lie.
 * @returns what stays open, in words
 * @throws Problem `reorg_below_final`
 */
export async function settleListed(deps: IngestDeps, told: Told, signal?: AbortSignal): Promise<string[]> {
  const { db, chain } = deps;
  const { from, to, answer, accounts } = told;
  const stored = byBlock(await listTransfersOfAny(db.kysely, chain.id, accounts, from, to));
  const claimed = byBlock(transfersOf(deps, answer.logs));
  const disputed = [...new Set([...stored.keys(), ...claimed.keys()])]
    .filter((number) => !isSame(stored.get(number) ?? [], claimed.get(number) ?? []))
    .sort((a, b) => a - b);
  const open: string[] = [];
  for (const number of disputed.slice(0, DISPUTED_BLOCKS_MAX)) {
    const block = { number, stored: stored.get(number) ?? [], claimed: claimed.get(number) ?? [] };
    const left = await settleBlock(deps, block, told, signal);
    if (left !== undefined) open.push(left);
  }
  const untried = disputed.length - DISPUTED_BLOCKS_MAX;
  if (untried > 0) open.push(`${answer.endpoint} contradicts ${untried} more blocks, which were not proven`);
  return open;
}

interface DisputedBlock {
  number: number;
  stored: readonly Transfer[];
  claimed: readonly Transfer[];
}

async function settleBlock(
  deps: IngestDeps,
  { number, stored, claimed }: DisputedBlock,
  { answer, accounts }: Told,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  const { db, chain, logger } = deps;
  const before = await findCoverageOf(db.kysely, chain.id, number);
  const counts = `${answer.endpoint} gives ${claimed.length} payments of listed addresses, the ledger held ${stored.length}`;
  const fact = `block ${number}: ${counts}`;
  try {
    const proven = await proveRange(deps, number, number, signal);
    if (proven === 0)
      return `${fact}; it could not be mended: the ledger moved on, or it is final and was asked for less`;
  } catch (error) {
    if (!(error instanceof Problem) || error.retry === "fatal") throw error;
    logger.warn({
      msg: "two endpoints differ about a listed payment, and none can prove it",
      chain: chain.name,
      detail: fact,
    });
    return `${fact}; which is right could not be proven: ${error.message}`;
  }
  const shown = await listTransfersOfAny(db.kysely, chain.id, accounts, number, number);
  const block = await findBlock(db.kysely, chain.id, number);
  // What was told of another branch is held against nobody.
  const isSameBranch = (await findBlock(db.kysely, chain.id, answer.last.number))?.hash === answer.last.hash;
  if (block === undefined || !isSameBranch) return `${fact}; the ledger moved on meanwhile`;
  const tip = await findTip(db.kysely, chain.id);
  if (tip === undefined || number > tip.finalizedNumber) {
    return isSame(claimed, shown)
      ? undefined
      : `${fact}; above what the chain calls final that may be another branch's`;
  }
  const hold = async (endpoint: string, given: readonly Transfer[]) => {
    const fault = findFault(given, shown);
    if (fault === undefined) return false;
    const [kind, { txHash, logIndex }] = fault;
    const detail = { blockHash: block.hash, transaction: txHash, logIndex };
    const isNew = await insertDisagreement(db.kysely, chain.id, { endpoint, blockNumber: number, kind, detail });
    if (isNew) logger.warn({ msg: MESSAGES[kind], chain: chain.name, block: number, endpoint, transaction: txHash });
    return true;
  };
  // Only who had been asked the same can have left something out.
  const wasAskedAlike = before?.filter === logFilterDigest(logFilterFor(chain.name));
  if (before !== undefined && wasAskedAlike) await hold(before.endpoint, stored);
  const isFaulty = await hold(answer.endpoint, claimed);
  return isFaulty ? `block ${number}: the answer of ${answer.endpoint} was itself shown to be wrong` : undefined;
}

const MESSAGES = {
  listed_log_omitted: "an endpoint left out a payment of a listed address",
  listed_log_invented: "an endpoint made up a payment of a listed address",
} as const;
type Fault = keyof typeof MESSAGES;

/** What was wrong about what was given, by what was shown: something made up before something left out. */
function findFault(given: readonly Transfer[], shown: readonly Transfer[]): [Fault, Transfer] | undefined {
  const [givenNames, shownNames] = [new Set(given.map(nameOf)), new Set(shown.map(nameOf))];
  const invented = given.find((transfer) => !shownNames.has(nameOf(transfer)));
  if (invented !== undefined) return ["listed_log_invented", invented];
  const omitted = shown.find((transfer) => !givenNames.has(nameOf(transfer)));
  return omitted && ["listed_log_omitted", omitted];
}

/** Of a part of a transaction's logs the ordinal says nothing. */
function nameOf({ logIndex, txHash, token, sender, recipient, amount }: Transfer): string {
  return [logIndex, txHash, token, sender, recipient, amount].join();
}

function isSame(a: readonly Transfer[], b: readonly Transfer[]): boolean {
  return a.map(nameOf).join(" ") === b.map(nameOf).join(" ");
}

function byBlock(transfers: readonly Transfer[]): Map<number, Transfer[]> {
  return Map.groupBy(transfers, ({ blockNumber }) => blockNumber);
}

/** What is no transfer (a token id in the place of an amount) is refused by the ledger, too. */
function transfersOf({ chain }: IngestDeps, logs: readonly Log[]): Transfer[] {
  return decodeRange(chain, logs).transfers;
}
