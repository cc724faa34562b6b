import type { Chain } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Log } from "@redflag/domain/transfer";
import { findUnprovable, hasUntriedHeaders, isUntriedReceipt } from "@redflag/domain/unprovable";
import { codecOf } from "./chain-codec.ts";
import { checkHeaderHash } from "./header-hash.ts";
import { createLogTest } from "./log-filter.ts";
import type { EvmHeader } from "./parse-block.ts";
import { parseReceipt, type Receipt } from "./parse-receipt.ts";
import { computeReceiptsRoot } from "./receipts-root.ts";
import type { LogFilter } from "./source.ts";

/** What a proof needs to know of a chain; `{}` is as Ethereum. */
export type ProofRules = Pick<Chain, "stack" | "unprovable">;

/** What was asked and what was answered: `receipts` is the raw answer to `eth_getBlockReceipts`. */
export interface ReceiptsAnswer {
  header: EvmHeader;
  receipts: unknown;
  filter: LogFilter;
  /** Name for messages. */
  endpoint: string;
  chain?: ProofRules;
}

/**
 * Proves the receipts of a block, then reads the filter's logs out of them: every one there is.
 * @throws Problem as `proveAllReceipts` does
 */
export async function proveReceipts({ filter, ...answer }: ReceiptsAnswer): Promise<readonly Log[]> {
  const isAskedFor = createLogTest(filter);
  return (await proveAllReceipts(answer)).flatMap((receipt) => receipt.logs.filter(isAskedFor));
}

/**
 * Proves the header by its hash and the receipts by the header's receiptsRoot: addresses, topics and data of their logs are
 * as the chain has them. Transaction hashes are held against the header's list only: receipts do not hash them.
 * @returns all of them, in order
 * @throws Problem `answer_inconsistent` when a hash differs, `proof_unavailable` when it cannot be computed or is computed
 *   as nobody here has tried, `endpoint_malformed_answer`
 */
export async function proveAllReceipts(answer: Omit<ReceiptsAnswer, "filter">): Promise<readonly Receipt[]> {
  const { header, receipts, endpoint, chain = {} } = answer;
  requireHeaderHash(header, endpoint, chain);
  const where = `${endpoint}: block ${header.number}`;
  if (header.settlesOthersBy !== undefined) {
    const fact = `its header has ${header.settlesOthersBy} and so commits to receipts of other blocks`;
    throw new Problem("proof_unavailable", `${where}: ${fact}`);
  }
  if (!Array.isArray(receipts)) {
    throw new Problem("endpoint_malformed_answer", `${where}: the receipts are not a list`);
  }
  const codec = codecOf(chain);
  const parsed = receipts.map((item: unknown, i) => parseReceipt(item, `${where}, receipt ${i}`, codec.receipts));
  const unknown = parsed.find(({ tail }) => tail === undefined);
  if (unknown !== undefined) {
    const fact = `holds a receipt of type ${typeText(unknown)}, whose encoding is not known`;
    throw new Problem("proof_unavailable", `${where} ${fact}`);
  }
  const outside = codec.outsideBlock?.(header);
  if (outside !== undefined && parsed.some(({ transactionHash }) => transactionHash === outside)) {
    throw new Problem("proof_unavailable", `${where} holds state sync, which its receipts root does not`);
  }
  checkPlaces(header, parsed, where);
  const root = computeReceiptsRoot(parsed);
  if (root !== header.receiptsRoot) {
    const untried = parsed.find(({ type }) => isUntriedReceipt(chain, type, header.number));
    const how = untried === undefined ? "" : `, one of type ${typeText(untried)}, whose encoding was never tried,`;
    const fact = `${parsed.length} receipts${how} hash to ${root}, the header says ${header.receiptsRoot}`;
    throw new Problem(untried === undefined ? "answer_inconsistent" : "proof_unavailable", `${where}: ${fact}`);
  }
  return parsed;
}

/**
 * @throws Problem `answer_inconsistent`, or `proof_unavailable` where the hash differs and the header holds fields we cannot
 *   place, or is of a kind that nobody here has tried
 */
export function requireHeaderHash(header: EvmHeader, endpoint: string, chain: ProofRules): void {
  const check = checkHeaderHash(header);
  const where = `${endpoint}: block ${header.number}`;
  if (check.kind === "mismatch") {
    const code = hasUntriedHeaders(chain) ? "proof_unavailable" : "answer_inconsistent";
    throw new Problem(code, `${where}: the header hashes to ${check.computed}, not to ${header.hash}`);
  }
  if (check.kind === "unknown_fields") {
    const names = check.names.join(", ");
    throw new Problem("proof_unavailable", `${where}: the hash cannot be recomputed, unknown header fields: ${names}`);
  }
}

/**
 * The same while blocks are only read: what no proof reaches is taken as it came, and held against another endpoint later.
 * @throws Problem `answer_inconsistent`
 */
export function refuseForgedHeader(header: EvmHeader, endpoint: string, chain: ProofRules): void {
  if (findUnprovable(chain, header.number)?.class === "early_blocks") return;
  try {
    requireHeaderHash(header, endpoint, chain);
  } catch (error) {
    if (!(error instanceof Problem && error.code === "proof_unavailable")) throw error;
  }
}

function typeText({ type }: Receipt): string {
  return `0x${type.toString(16)}`;
}

/** Where a log stands is not hashed but counted: its index is its rank among all logs of the block. */
function checkPlaces(header: EvmHeader, receipts: readonly Receipt[], where: string): void {
  const refuse = (fact: string) => new Problem("answer_inconsistent", `${where}: ${fact}`);
  if (receipts.length !== header.transactionHashes.length) {
    throw refuse(`${receipts.length} receipts for ${header.transactionHashes.length} transactions`);
  }
  let logIndex = 0;
  for (const [i, receipt] of receipts.entries()) {
    const transactionHash = header.transactionHashes[i] as Hash;
    if (receipt.transactionIndex !== i) throw refuse(`receipt ${i} says it is number ${receipt.transactionIndex}`);
    if (receipt.transactionHash !== transactionHash) throw refuse(`receipt ${i} names another transaction`);
    if (receipt.blockHash !== header.hash) throw refuse(`receipt ${i} names another block`);
    for (const log of receipt.logs) {
      const inPlace =
        log.logIndex === logIndex &&
        log.blockNumber === header.number &&
        log.blockHash === header.hash &&
        log.transactionIndex === i &&
        log.transactionHash === transactionHash;
      if (!inPlace) throw refuse(`log ${logIndex} in receipt ${i} names another place`);
      logIndex += 1;
    }
  }
}
