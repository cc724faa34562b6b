import type { Chain, Stack } from "@redflag/domain/chain";
import type { Hash } from "@redflag/domain/hex";
import type { BlockRef } from "@redflag/domain/transfer";
import { arbitrumReceipts } from "./arbitrum-receipts.ts";
import { borReceipts, stateSyncHash } from "./bor-receipts.ts";
import { celoReceipts } from "./celo-receipts.ts";
import { ethereumReceipts } from "./ethereum-receipts.ts";
import { CORETH_HEADER, ETHEREUM_HEADER } from "./header-layout.ts";
import { opReceipts } from "./op-receipts.ts";
import type { HeaderFormat } from "./parse-block.ts";
import type { ReceiptCodec } from "./receipt-codec.ts";

/** How one chain's headers and receipts are hashed. */
export interface ChainCodec {
  header: HeaderFormat;
  receipts: ReceiptCodec;
  /** The one transaction of a block whose logs neither its bloom nor its receipts may hold; absent where there is none. */
  outsideBlock?: (block: BlockRef) => Hash;
}

const RECEIPTS: Record<Stack, ReceiptCodec> = {
  op: opReceipts,
  celo: celoReceipts,
  arbitrum: arbitrumReceipts,
  bor: borReceipts,
  coreth: ethereumReceipts,
};

export function codecOf({ stack, unprovable = [] }: Pick<Chain, "stack" | "unprovable">): ChainCodec {
  return {
    header: {
      layout: stack === "coreth" ? CORETH_HEADER : ETHEREUM_HEADER,
      settlingFields: unprovable.flatMap((item) => (item.class === "header_field" ? [item.field] : [])),
    },
    receipts: stack === undefined ? ethereumReceipts : RECEIPTS[stack],
    ...(stack === "bor" && { outsideBlock: stateSyncHash }),
  };
}
