import { parseUnits } from "@redflag/domain/money";
import { listContracts } from "@redflag/domain/token-registry";
import type { DrawnTransfer } from "../chain/draw-block.ts";
import { type LabelledPayment, type LabelledSet, txHashOf } from "./labelled-set.ts";

/** Sets span years: in blocks of Ethereum's twelve seconds nearly each payment would have one of its own. */
const BLOCK_S = 900;
/** Digits after the point that a set's amounts have at most. */
const CENTS = 2;

const CONTRACTS = new Map(listContracts("ethereum").map(({ token, contract }) => [token.symbol, contract]));

export interface SetBlock {
  /** Unix seconds. */
  time: number;
  transfers: DrawnTransfer[];
}

/** A set's payments as a chain holds them: a block for each quarter of an hour that has any, in its order. */
export function blocksOf({ name, payments }: LabelledSet): SetBlock[] {
  const moved = payments.filter(({ from, to }) => from !== to);
  const slots = Map.groupBy(moved, ({ time }) => Math.ceil(time / BLOCK_S));
  return [...slots].map(([slot, own]) => ({
    time: slot * BLOCK_S,
    transfers: own.map((payment, index) => transferOf(name, payment, index)),
  }));
}

function transferOf(set: string, payment: LabelledPayment, index: number): DrawnTransfer {
  const { id, from, to, worth, coin = { symbol: "USDT", amount: worth } } = payment;
  const contract = CONTRACTS.get(coin.symbol);
  if (contract === undefined) throw new Error(`no ${coin.symbol} on ethereum`);
  return {
    txHash: txHashOf(set, id),
    transactionIndex: index,
    logIndex: index,
    token: contract.address,
    sender: from,
    recipient: to,
    amount: parseUnits(coin.amount.toFixed(CENTS), contract.decimals),
  };
}
