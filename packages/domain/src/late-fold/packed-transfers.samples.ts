import type { Hex } from "../hex.ts";
import type { Transfer } from "../transfer.ts";
import type { PackedTransfers } from "./packed-transfers.ts";

/** As the store packs them. */
export function packTransfers(transfers: readonly Transfer[]): PackedTransfers {
  const hexes = (of: (transfer: Transfer) => Hex) =>
    Uint8Array.from(transfers.flatMap((transfer) => [...Buffer.from(of(transfer).slice(2), "hex")]));
  const numbers = (byteCount: number, of: (transfer: Transfer) => number) =>
    hexes(
      (transfer) =>
        `0x${of(transfer)
          .toString(16)
          .padStart(2 * byteCount, "0")}`,
    );
  return {
    count: transfers.length,
    blockNumbers: numbers(8, ({ blockNumber }) => blockNumber),
    logIndexes: numbers(4, ({ logIndex }) => logIndex),
    txOrdinals: numbers(4, ({ txOrdinal }) => txOrdinal),
    txHashes: hexes(({ txHash }) => txHash),
    tokens: hexes(({ token }) => token),
    senders: hexes(({ sender }) => sender),
    recipients: hexes(({ recipient }) => recipient),
    amounts: transfers.map(({ amount }) => String(amount)),
  };
}
