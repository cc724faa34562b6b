import { accountAddress } from "@redflag/chain/devnet/accounts";
import type { DemoManifest } from "@redflag/contract/demo-manifest";
import { formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { LISTED, PAID_BY_LISTED, PAST, SCHEME } from "./cast.ts";

/** Generous: mining takes seconds, and the rest is how long the pipeline may take to see what it is shown. */
const RUN_SECONDS_MAX = 120;

/**
 * What the bounded scenario's alerts must come to in the end: each row once, not withdrawn, and no other alert of the
 * rule. Absent: the extortionist (his only payment was reorganized away, the others are forged), the address whose
 * listing has ended, the exchange, and everybody in TWIN, who does what the schemes do for ordinary reasons.
 */
export function expectedAlerts(): DemoManifest {
  const { fundraiser, moneyChanger, donationWallet, cellPaymaster, sanctionedBroker, ransomCollector } = LISTED;
  const listed = [fundraiser, moneyChanger, donationWallet, cellPaymaster, sanctionedBroker, ransomCollector];
  const row = (rule: string, account: number) => ({ rule, subject: formatCaip10(demo, accountAddress(account)) });
  const rows = [
    ...listed.map((account) => row("watchlist-hit", account)),
    row("collect-then-lump-out", SCHEME.collector),
    row("structuring", SCHEME.splitter),
    row("rapid-pass-through", SCHEME.relay),
    row("rapid-pass-through", PAST.relay),
    ...[...Object.values(PAID_BY_LISTED), PAST.associate, SCHEME.collector, SCHEME.courier].map((account) =>
      row("indirect-exposure", account),
    ),
  ];
  return { runSeconds: RUN_SECONDS_MAX, rows };
}
