import { type Address, ZERO_ADDRESS } from "../address.ts";
import type { Chain } from "../chain.ts";
import { ethereum } from "../chains/ethereum.ts";
import { tron } from "../chains/tron.ts";
import { FreezeBook, type FreezeEvent } from "../freeze-book.ts";
import type { HeadExample, Observation } from "../heuristic.ts";
import { findToken } from "../token-registry.ts";

const USDT: Address = "0xdac17f958d2ee523a2206206994597c13d831ec7";
const USDC: Address = "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48";
const USDT_ON_TRON: Address = "0xa614f803b6fd780986a42c78ec9c7f77e6ded13c";
const FROZEN: Address = "0x00000000000000000000000000000000000f0e11";
const PAYER: Address = "0x0000000000000000000000000000000000000b0b";
const BLOCK = 20;
const LOG = 5;

interface Story {
  chain?: Chain;
  token?: Address;
  from?: Address;
  to?: Address;
  amount?: bigint;
  /** What the issuer said: kind, place, and of whom if not of FROZEN. */
  events: ReadonlyArray<readonly ["freeze" | "unfreeze", number, number, Address?]>;
}

function payment({
  chain = ethereum,
  token = USDT,
  from = PAYER,
  to = FROZEN,
  amount = 5n,
  events,
}: Story): Observation {
  const known = findToken(chain.name, token);
  if (known === undefined) throw new Error(`the examples need ${token} on ${chain.title}`);
  const book = new FreezeBook();
  const issuer = chain === ethereum ? USDT : USDT_ON_TRON;
  book.add(events.map(([kind, block, log, account = FROZEN]) => eventAt(kind, block, log, account, issuer)));
  const transfer = { blockNumber: BLOCK, logIndex: LOG, txHash: "0x02", txOrdinal: 0, token, amount } as const;
  return {
    chain,
    block: { number: BLOCK, hash: "0x01", time: 1_767_225_600 },
    transfer: { ...transfer, sender: from, recipient: to },
    token: known,
    sender: { address: from, entries: [], freezes: book.freezesAt(from, transfer) },
    recipient: { address: to, entries: [], freezes: book.freezesAt(to, transfer) },
  };
}

function eventAt(kind: "freeze" | "unfreeze", blockNumber: number, logIndex: number, account: Address, token: Address) {
  const txHash = `0x${blockNumber.toString(16).padStart(64, "f")}` as const;
  return { kind, blockNumber, logIndex, ordinal: 0, txHash, token, account, time: blockNumber } satisfies FreezeEvent;
}

export const issuerFreezeExamples: readonly HeadExample[] = [
  { title: "paid after it was frozen", observation: payment({ events: [["freeze", 10, 0]] }), fires: [FROZEN] },
  {
    title: "frozen for USDT, pays in USDC",
    observation: payment({ token: USDC, from: FROZEN, to: PAYER, events: [["freeze", 10, 0]] }),
    fires: [FROZEN],
  },
  {
    title: "the same on TRON",
    observation: payment({ chain: tron, token: USDT_ON_TRON, events: [["freeze", 10, 0]] }),
    fires: [FROZEN],
  },
  {
    title: "frozen by an earlier log of the same block",
    observation: payment({ events: [["freeze", BLOCK, LOG - 1]] }),
    fires: [FROZEN],
  },
  {
    title: "frozen by a later log of the same block",
    observation: payment({ events: [["freeze", BLOCK, LOG + 1]] }),
    fires: [],
  },
  {
    title: "unfrozen before",
    observation: payment({
      events: [
        ["freeze", 10, 0],
        ["unfreeze", BLOCK, LOG - 1],
      ],
    }),
    fires: [],
  },
  {
    title: "unfrozen after, and frozen anew",
    observation: payment({
      events: [
        ["freeze", 10, 0],
        ["unfreeze", 12, 0],
        ["freeze", 14, 0],
        ["unfreeze", BLOCK + 1, 0],
      ],
    }),
    fires: [FROZEN],
  },
  {
    title: "a zero-value transfer, forged or not",
    observation: payment({ amount: 0n, events: [["freeze", 10, 0]] }),
    fires: [],
  },
  {
    title: "an issue, where the issuer froze the zero address",
    observation: payment({ from: ZERO_ADDRESS, to: PAYER, events: [["freeze", 10, 0, ZERO_ADDRESS]] }),
    fires: [],
  },
  {
    title: "a payment to a token's own contract, which its issuer froze against mistakes",
    observation: payment({ to: USDC, events: [["freeze", 10, 0, USDC]] }),
    fires: [],
  },
];
