import type { Chain } from "@redflag/domain/chain";
import { arbitrum } from "@redflag/domain/chains/arbitrum";
import { avalanche } from "@redflag/domain/chains/avalanche";
import { base } from "@redflag/domain/chains/base";
import { bsc } from "@redflag/domain/chains/bsc";
import { celo } from "@redflag/domain/chains/celo";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { optimism } from "@redflag/domain/chains/optimism";
import { polygon } from "@redflag/domain/chains/polygon";
import { tron } from "@redflag/domain/chains/tron";

/** What one chain brings. */
export interface ChainLoad {
  chain: Chain;
  /** Above all that cannot be proven. */
  firstBlock: number;
  /** Payments in known tokens. */
  transfersPerS: number;
  /** Of a block, all that its receipts root holds; 0 where there is none. */
  receiptsPerBlock: number;
  logsPerReceipt: number;
}

/**
 * Nine chains, 500 payments a second in all. How fast blocks come is each chain's own (`packages/domain/src/chains`). What is in
 * them is ours [E]: receipts of a block are the transactions of a day as explorers showed them in 2025, divided by its blocks
 * (Ethereum 1.5 million, Arbitrum 2.4, Avalanche 0.9, Base 10, BNB 13, Celo 0.5, OP 1.5, Polygon 4); three to six logs
 * in each, failed and plain ones included. Of payments no chain has so many, and their shares are a guess.
 */
export const CHAIN_LOADS: readonly ChainLoad[] = [
  { chain: ethereum, firstBlock: 23_000_000, transfersPerS: 25, receiptsPerBlock: 210, logsPerReceipt: 3 },
  { chain: arbitrum, firstBlock: 400_000_000, transfersPerS: 30, receiptsPerBlock: 7, logsPerReceipt: 5 },
  { chain: avalanche, firstBlock: 70_000_000, transfersPerS: 10, receiptsPerBlock: 21, logsPerReceipt: 4 },
  { chain: base, firstBlock: 35_000_000, transfersPerS: 90, receiptsPerBlock: 230, logsPerReceipt: 5 },
  { chain: bsc, firstBlock: 76_000_000, transfersPerS: 130, receiptsPerBlock: 68, logsPerReceipt: 5 },
  { chain: celo, firstBlock: 50_000_000, transfersPerS: 5, receiptsPerBlock: 6, logsPerReceipt: 4 },
  { chain: optimism, firstBlock: 140_000_000, transfersPerS: 10, receiptsPerBlock: 35, logsPerReceipt: 4 },
  { chain: polygon, firstBlock: 90_000_000, transfersPerS: 40, receiptsPerBlock: 80, logsPerReceipt: 6 },
  { chain: tron, firstBlock: 78_000_000, transfersPerS: 160, receiptsPerBlock: 0, logsPerReceipt: 0 },
];
