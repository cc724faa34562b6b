import type { AlertExplanation } from "@redflag/contract/alert-explanation";
import type { AddressFlows, Counterparty } from "@redflag/contract/http/routes/flows";

type Party = Pick<Counterparty, "address" | "service" | "deposit">;

/** Those of an alert's payments who are known businesses, or addresses that one gave a customer; the subject first. */
export function knownServices(
  { subject, chain, payments }: Pick<AlertExplanation, "subject" | "chain" | "payments">,
  known: Pick<AddressFlows, "address" | "service" | "deposit"> & { counterparties: { items: readonly Party[] } },
): Party[] {
  const parties = new Set(
    [subject, ...payments.flatMap(({ sender, recipient }) => [sender, recipient])].map(
      (one) => `${chain.caip2}:${one}`,
    ),
  );
  return [known, ...known.counterparties.items].filter(
    ({ address, service, deposit }) => parties.has(address) && (service !== undefined || deposit !== undefined),
  );
}
