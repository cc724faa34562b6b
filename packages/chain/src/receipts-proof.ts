import type { Hash } from "@redflag/domain/hex";
import { Problem } from "@redflag/domain/problem";
import type { Log } from "@redflag/domain/transfer";
import { checkHeaderHash } from "./header-hash.ts";
import { createLogTest } from "./log-filter.ts";
import type { EvmHeader } from "./parse-block.ts";
import { parseReceipt, type Receipt } from "./parse-receipt.ts";
import { computeReceiptsRoot, findUnknownType } from "./receipts-root.ts";
import type { LogFilter } from "./source.ts";

/** What was asked and what was answered: `receipts` is the raw answer to `eth_getBlockReceipts`. */
export interface ReceiptsAnswer {
  header: EvmHeader;
  receipts: unknown;
  filter: LogFilter;
  /** Name for messages. */
  endpoint: string;
}

/**
 * Proves the header by its hash and the receipts by the header's receiptsRoot, then reads the filter's logs out of
 * them: every one there is, with addresses, topics and data as the chain has them. Transaction hashes are held
 * against the header's list only: receipts do not hash them.
 * @throws Problem `answer_inconsistent` when a hash differs, `proof_unavailable` when it cannot be computed,
 *   `endpoint_malformed_answer`
 */
export async function proveReceipts({ header, receipts, filter, endpoint }: ReceiptsAnswer): Promise<readonly Log[]> {
  requireHeaderHash(header, endpoint);
  const where = `${endpoint}: block ${header.number}`;
  if (!Array.isArray(receipts)) {
    throw new Problem("endpoint_malformed_answer", `${where}: the receipts are not a list`);
  }
  const parsed = receipts.map((item: unknown, i) => parseReceipt(item, `${where}, receipt ${i}`));
  const unknownType = findUnknownType(parsed);
  if (unknownType !== undefined) {
    const type = `0x${unknownType.toString(16)}`;
    throw new Problem("proof_unavailable", `${where} holds a receipt of type ${type}, whose encoding is not known`);
  }
  checkPlaces(header, parsed, where);
  const root = await computeReceiptsRoot(parsed);
  if (root !== header.receiptsRoot) {
    const fact = `${parsed.length} receipts hash to ${root}, the header says ${header.receiptsRoot}`;
    throw new Problem("answer_inconsistent", `${where}: ${fact}`);
  }
  const isAskedFor = createLogTest(filter);
  return parsed.flatMap((receipt) => receipt.logs.filter(isAskedFor));
}

/** @throws Problem `answer_inconsistent`, or `proof_unavailable` when the header holds fields we cannot place */
export function requireHeaderHash(header: EvmHeader, endpoint: string): void {
  const check = checkHeaderHash(header);
  const where = `${endpoint}: block ${header.number}`;
  if (check.kind === "mismatch") {
    throw new Problem("answer_inconsistent", `${where}: the header hashes to ${check.computed}, not to ${header.hash}`);
  }
  if (check.kind === "unknown_fields") {
    const names = check.names.join(", ");
    throw new Problem("proof_unavailable", `${where}: the hash cannot be recomputed, unknown header fields: ${names}`);
  }
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
