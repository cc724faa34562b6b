import { ZERO_ADDRESS } from "../address.ts";
import { isServiceAt } from "../fold-profiles.ts";
import type { Observation, Party } from "../heuristic.ts";
import type { Moved } from "./exposure-view.ts";
import type { Exposures } from "./exposures.ts";
import type { AddressExposure, HeldExposure } from "./held-exposure.ts";

/** A payment that carries money of listed addresses, and the one of its sides that this is news about. */
export interface ExposedPayment {
  /**
   * `arrival`: the money came to an address of its own, which is the subject. `paid_in`: it was paid into a known service, or
   * an address inferred to be one's, and the subject is who paid it: what a service needs to know of its customer.
   */
  kind: "arrival" | "paid_in";
  subject: Party;
  /** The payer is inferred to be a deposit address: what it sends to its service was told when it came to it. */
  payerIsDeposit: boolean;
  /** The parts of the payment that are listed addresses' money, at least one, as the subject came to hold them. */
  parts: readonly HeldExposure[];
  /** All that is remembered of the subject, with this payment. */
  memory: AddressExposure;
}

/** @returns undefined where the money reached nobody, or stayed with those who are listed themselves */
export function exposedPayment(
  { sender, recipient, block }: Observation,
  { spent, carried }: Moved,
  exposures: Exposures,
  isDeposit: (party: Party) => boolean,
): ExposedPayment | undefined {
  if (recipient.address === ZERO_ADDRESS) return undefined;
  const isPaidIn = isServiceAt(recipient, block.time) || isDeposit(recipient);
  const kind = isPaidIn ? "paid_in" : "arrival";
  const subject = isPaidIn ? sender : recipient;
  const parts = isPaidIn ? spent : carried;
  if (parts.length === 0) return undefined;
  return { kind, subject, payerIsDeposit: isDeposit(sender), parts, memory: exposures.of(subject.address) };
}
