import type { Address } from "./address.ts";
import assert from "./assert.ts";
import type { BridgeEvent } from "./bridge-event.ts";
import { decodeLog, positionOf } from "./decode-log.ts";
import type { IssuerEvent, Log, RefusedLog, Transfer } from "./transfer.ts";

export interface DecodedBlockLogs {
  transfers: Transfer[];
  issuerEvents: IssuerEvent[];
  bridgeEvents: BridgeEvent[];
  refusedLogs: RefusedLog[];
}

/**
 * Decodes the logs of whole blocks and numbers each transfer among those of its token in its transaction.
 * @param logs ascending by (blockNumber, logIndex), with none of a transaction missing: the numbers depend on it
 */
export function decodeBlockLogs(chainName: string, logs: readonly Log[]): DecodedBlockLogs {
  const decoded: DecodedBlockLogs = { transfers: [], issuerEvents: [], bridgeEvents: [], refusedLogs: [] };
  const ordinals = new TxOrdinals();
  const txOrdinalOf = (log: Log) => ordinals.next(log.address);
  let previous: Log | undefined;
  for (const log of logs) {
    assert(previous === undefined || isAfter(log, previous), "logs ascend by block number and log index");
    if (previous?.transactionHash !== log.transactionHash || previous.blockNumber !== log.blockNumber)
      ordinals.restart();
    previous = log;
    const result = decodeLog(chainName, log, txOrdinalOf);
    if (result.kind === "transfer") decoded.transfers.push(result.transfer);
    else if (result.kind === "issuer_event") decoded.issuerEvents.push(...result.issuerEvents);
    else if (result.kind === "bridge_event") decoded.bridgeEvents.push(result.bridgeEvent);
    else if (result.kind === "refused") decoded.refusedLogs.push(refusedLogOf(log, result.reason));
  }
  return decoded;
}

/** A transaction's logs follow each other, so only the present transaction's counts are kept. */
class TxOrdinals {
  readonly #counts = new Map<Address, number>();

  restart(): void {
    this.#counts.clear();
  }

  next(token: Address): number {
    const ordinal = this.#counts.get(token) ?? 0;
    this.#counts.set(token, ordinal + 1);
    return ordinal;
  }
}

function isAfter(log: Log, previous: Log): boolean {
  if (log.blockNumber !== previous.blockNumber) return log.blockNumber > previous.blockNumber;
  return log.logIndex > previous.logIndex;
}

function refusedLogOf(log: Log, reason: string): RefusedLog {
  return { ...positionOf(log), token: log.address, topics: log.topics, data: log.data, reason };
}
