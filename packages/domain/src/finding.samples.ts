import type { Address } from "./address.ts";
import type { Finding } from "./finding.ts";
import type { Hash } from "./hex.ts";

const hashOf = (n: number): Hash => `0x${n.toString(16).padStart(64, "0")}`;

/** A finding for tests: the n-th payment to a subject, at a block time. */
export function sampleFinding(
  n: number,
  change: Partial<Finding> & { time?: number; blockNumber?: number } = {},
): Finding {
  const { time = 1_000 + n, blockNumber = n, ...rest } = change;
  const address = (digit: string): Address => `0x${digit.repeat(40)}` as Address;
  return {
    heuristic: "watchlist-hit",
    heuristicVersion: 1,
    gapS: 100,
    subject: address("a"),
    severity: "HIGH",
    exposure: "DIRECT",
    score: 300,
    reasons: [{ code: "listed_party", text: `payment ${n}` }],
    block: { number: blockNumber, hash: hashOf(blockNumber), time },
    transfer: {
      blockNumber,
      logIndex: n,
      txHash: hashOf(n),
      txOrdinal: 0,
      token: address("c"),
      sender: address("b"),
      recipient: address("a"),
      amount: BigInt(n),
    },
    supporting: [],
    ...rest,
  };
}
