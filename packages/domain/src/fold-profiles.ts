import { type Address, ZERO_ADDRESS } from "./address.ts";
import { isService, listingAt } from "./entry.ts";
import type { Observation, Party } from "./heuristic.ts";
import { toMicros } from "./money.ts";
import { emptyProfile, foldTransfer, type Profile } from "./profile.ts";
import type { Transfer } from "./transfer.ts";

/**
 * Whether anything changed hands. A transfer of zero can be forged in anyone's name, and one to oneself would swell an
 * address's own sums at will.
 */
export function movesMoney({ amount, sender, recipient }: Transfer): boolean {
  return amount > 0n && sender !== recipient;
}

/**
 * Folds one transfer into the profiles of its two sides. Transfers must come in ledger order, each once; one that moves
 * no money is left out.
 */
export function foldIntoProfiles(profiles: Map<Address, Profile>, observation: Observation): void {
  const { block, transfer, token, sender, recipient } = observation;
  if (!movesMoney(transfer)) return;
  const flow = {
    amountMicros: toMicros(transfer.amount, token.contract.decimals),
    peg: token.token.peg,
    time: block.time,
    blockNumber: transfer.blockNumber,
    logIndex: transfer.logIndex,
  };
  const isPayment = sender.address !== ZERO_ADDRESS && recipient.address !== ZERO_ADDRESS;
  const fold = (side: Party, other: Party, direction: "in" | "out") => {
    // A known service is context, never a subject: what it did one by one is not worth remembering.
    const isRemembered = isPayment && !isServiceAt(side, block.time);
    const counterpartyIsService = isServiceAt(other, block.time);
    const profile = profiles.get(side.address) ?? emptyProfile();
    const own = { direction, counterparty: other.address, ...flow, counterpartyIsService, isRemembered };
    profiles.set(side.address, foldTransfer(profile, own));
  };
  fold(sender, recipient, "out");
  fold(recipient, sender, "in");
}

/** A list in force at this block time (unix seconds) names the address as a known service. */
export function isServiceAt({ entries }: Party, time: number): boolean {
  return entries.some((entry) => isService(entry) && listingAt(entry, time) === "in_force");
}
