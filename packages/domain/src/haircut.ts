import { type Address, ZERO_ADDRESS } from "./address.ts";

/** What a purse must have held to pay an amount: what it had before the ledger began counts as clean. */
export function heldBefore(balance: bigint, paid: bigint): bigint {
  return balance > paid ? balance : paid;
}

/** The part of `taken` that is of some origin, when `tainted` of `held` is. Rounded down, so that no money is made. */
export function proRata(tainted: bigint, taken: bigint, held: bigint): bigint {
  return (tainted * taken) / held;
}

/** Money that is destroyed reaches nobody, and a way back to the payer is none. */
export function isParty(recipient: Address, payer: Address): boolean {
  return recipient !== ZERO_ADDRESS && recipient !== payer;
}
