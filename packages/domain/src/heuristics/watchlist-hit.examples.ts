import type { Address } from "../address.ts";
import { ethereum } from "../chains/ethereum.ts";
import type { ListedEntry } from "../entry.ts";
import type { HeadExample, Observation } from "../heuristic.ts";
import { findToken } from "../token-registry.ts";

const USDT: Address = "0xdac17f958d2ee523a2206206994597c13d831ec7";
const LISTED: Address = "0x00000000000000000000000000000000000a11ce";
const PAYER: Address = "0x0000000000000000000000000000000000000b0b";
const JANUARY_2026 = 1_767_225_600;

const entry: ListedEntry = {
  list: "example",
  listVersion: 1,
  entryId: "0x00",
  address: LISTED,
  family: "eip155",
  category: "terrorist_financing",
  severity: "SEVERE",
  authority: "Example authority",
  confidence: 100,
  sharing: "TLP:CLEAR",
};

function payment(change: { amount?: bigint; entry?: Partial<ListedEntry>; from?: Address; to?: Address }): Observation {
  const sender = change.from ?? PAYER;
  const recipient = change.to ?? LISTED;
  const entriesOf = (address: Address) => (address === LISTED ? [{ ...entry, ...change.entry }] : []);
  const token = findToken("ethereum", USDT);
  if (token === undefined) throw new Error("the examples need USDT on Ethereum");
  return {
    chain: ethereum,
    block: { number: 1, hash: "0x01", time: JANUARY_2026 },
    transfer: {
      blockNumber: 1,
      logIndex: 0,
      txHash: "0x02",
      txOrdinal: 0,
      token: USDT,
      sender,
      recipient,
      amount: change.amount ?? 1_250_000_000n,
    },
    token,
    sender: { address: sender, entries: entriesOf(sender) },
    recipient: { address: recipient, entries: entriesOf(recipient) },
  };
}

export const watchlistHitExamples: readonly HeadExample[] = [
  { title: "1,250 USDT paid to a listed address", observation: payment({}), fires: [LISTED] },
  {
    title: "the smallest amount paid by a listed address",
    observation: payment({ amount: 1n, from: LISTED, to: PAYER }),
    fires: [LISTED],
  },
  {
    title: "a listed address pays itself: one side, one finding",
    observation: payment({ from: LISTED }),
    fires: [LISTED],
  },
  { title: "a zero-value transfer, forged or not", observation: payment({ amount: 0n }), fires: [] },
  {
    title: "the listing begins after the block",
    observation: payment({ entry: { validFrom: JANUARY_2026 + 1 } }),
    fires: [],
  },
  {
    title: "the listing ended with this second",
    observation: payment({ entry: { validTo: JANUARY_2026 } }),
    fires: [],
  },
  { title: "the entry names an exchange", observation: payment({ entry: { category: "exchange" } }), fires: [] },
];
