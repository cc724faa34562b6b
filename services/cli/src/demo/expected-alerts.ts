import { accountAddress } from "@redflag/chain/devnet/accounts";
import type { DemoManifest } from "@redflag/contract/demo-manifest";
import { formatCaip10 } from "@redflag/domain/address";
import { demo } from "@redflag/domain/chains/demo";
import { LISTED } from "./cast.ts";

/** Generous: mining takes seconds, and the rest is how long the pipeline may take to see what it is shown. */
const RUN_SECONDS_MAX = 120;

/**
 * What the bounded scenario's alerts must come to in the end: each row once, not withdrawn, and no other alert of the
 * rule. Absent: the extortionist (his only payment was reorganized away, the others are forged), the address whose
 * listing has ended, and the exchange.
 */
export function expectedAlerts(): DemoManifest {
  const { donationWallet, cellPaymaster, sanctionedBroker, ransomCollector } = LISTED;
  const rows = [donationWallet, cellPaymaster, sanctionedBroker, ransomCollector].map((account) => ({
    rule: "watchlist-hit",
    subject: formatCaip10(demo.caip2, accountAddress(account)),
  }));
  return { runSeconds: RUN_SECONDS_MAX, rows };
}
