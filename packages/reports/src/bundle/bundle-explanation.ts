import { AlertExplanation } from "@redflag/contract/alert-explanation";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { epochAt } from "@redflag/domain/epoch";
import { type Explanation, explainAlert } from "@redflag/domain/explanation";
import { explanationReport } from "@redflag/domain/explanation-report";
import type { OwnPast } from "@redflag/domain/own-past";
import type { BundleContent } from "./bundle-content.ts";
import { ratesOfBundle } from "./bundle-rates.ts";
import { alertOfBundle } from "./bundled-alert.ts";
import { epochsOfBundle } from "./bundled-epoch.ts";

export function chainOfBundle({ alert }: Pick<BundleContent, "alert">): Chain {
  return knownChain(alert.chain);
}

export function knownChain(caip2: string): Chain {
  const chain = CHAINS.find((candidate) => candidate.caip2 === caip2);
  if (chain === undefined) throw new Error(`Broken invariant: ${caip2} was read as a chain that is known`);
  return chain;
}

/** What a bundle's alert says, made of the bundle alone. */
export function explainBundle(content: BundleContent): AlertExplanation {
  const { alert, evidence } = alertOfBundle(content.alert);
  const { ownPast, ownPastMissing = "it is not in this bundle", related } = content.besides;
  const explanation = explainAlert({
    chain: chainOfBundle(content),
    rates: ratesOfBundle(content),
    alert,
    evidence,
    epoch: epochAt(epochsOfBundle(content.epochs), alert.lastBlock),
    ownPast: (ownPast as OwnPast | undefined) ?? ownPastMissing,
    related: [],
  });
  return AlertExplanation.parse({ ...explanation, related });
}

export function explanationText(explanation: AlertExplanation): string {
  return `${explanationReport(explanation as Explanation).join("\n\n")}\n`;
}
