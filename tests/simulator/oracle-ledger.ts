import type { Address } from "@redflag/domain/address";
import type { IssuerEvent, LedgerPosition, Transfer } from "@redflag/domain/transfer";
import type { WorldBlock } from "./world-block.ts";

export interface ExpectedLogs {
  transfers: Transfer[];
  issuerEvents: IssuerEvent[];
  refusedLogs: Array<LedgerPosition & { token: Address }>;
}

/** What the ledger must hold of a block, from what its logs mean. */
export function expectedLogs(block: WorldBlock): ExpectedLogs {
  const expected: ExpectedLogs = { transfers: [], issuerEvents: [], refusedLogs: [] };
  let logIndex = 0;
  for (const { hash, logs } of block.transactions) {
    const ordinals = new Map<Address, number>();
    for (const { address, meaning } of logs) {
      const place = { blockNumber: block.number, logIndex: logIndex++, txHash: hash, token: address };
      if (meaning.kind === "transfer") {
        const txOrdinal = ordinals.get(address) ?? 0;
        ordinals.set(address, txOrdinal + 1);
        const { sender, recipient, amount } = meaning;
        expected.transfers.push({ ...place, txOrdinal, sender, recipient, amount });
      } else if (meaning.kind === "issuer_event") {
        const { kind: _, event, ...rest } = meaning;
        expected.issuerEvents.push({ ...place, ordinal: 0, kind: event, ...rest });
      } else if (meaning.kind === "refused") {
        expected.refusedLogs.push(place);
      }
    }
  }
  return expected;
}
