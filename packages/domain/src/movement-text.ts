import { formatAddress, ZERO_ADDRESS } from "./address.ts";
import type { Observation, Party } from "./heuristic.ts";
import { formatAmount } from "./money.ts";

/** A transfer to oneself has one side. */
export function sidesOf({ sender, recipient }: Observation): Party[] {
  return sender.address === recipient.address ? [sender] : [sender, recipient];
}

/** Who moved how much which way, seen from one side. */
export function describeMovement(
  { chain, transfer, token }: Pick<Observation, "chain" | "transfer" | "token">,
  party: Pick<Party, "address">,
): string {
  const amount = formatAmount(transfer.amount, token.contract.decimals, token.token.symbol);
  const self = formatAddress(party.address, chain.family);
  if (transfer.sender === transfer.recipient) return `${self} sent ${amount} to itself`;
  if (party.address === transfer.sender) {
    if (transfer.recipient === ZERO_ADDRESS) return `${amount} of ${self} were burned`;
    return `${self} sent ${amount} to ${formatAddress(transfer.recipient, chain.family)}`;
  }
  if (transfer.sender === ZERO_ADDRESS) return `${self} received ${amount} newly minted`;
  return `${self} received ${amount} from ${formatAddress(transfer.sender, chain.family)}`;
}
