import type { Severity, Sharing } from "@redflag/domain/entry";

/** One payment of an alert, as its chain writes it. */
export interface ExportedPayment {
  chain: string;
  transaction: string;
  sender: string;
  recipient: string;
  /** Decimal, in whole units of the token. */
  amount: string;
  symbol: string;
}

/**
 * What exchanges were told of an alert, to be handed on: no more of it than that. What a rule was set to, what people decided and
 * whether anything was filed has no place here.
 */
export interface ExportedAlert {
  id: string;
  /** With the state it names what was said: what is told of it later is another content. */
  revision: string;
  state: "provisional" | "final";
  rule: string;
  title: string;
  severity: Severity;
  /** The address that it is about, as its chain writes it. */
  subject: string;
  listings: ReadonlyArray<{ list: string; category: string }>;
  toldAt: Date;
  payments: readonly ExportedPayment[];
}

/** As far as exchanges may pass it on: in their community. */
export const ALERT_SHARING: Sharing = "TLP:GREEN";

/** What bears this is about an alert, and the addresses in it are parties of payments: none of them is listed by it. */
export const ALERT_TAG = "redflag:rule=";

/** Why such an address is no row of a list. */
export const PARTY_OF_ALERT = "a party of an alert's payment, which lists nobody";

/** Plain sentences, in the order of the payments. */
export function alertText({ title, subject, listings, state, payments }: ExportedAlert): string {
  const listed = listings.map(({ list, category }) => `${subject} is named by the list ${list}: ${category}.`);
  const paid = payments.map(
    ({ amount, symbol, sender, recipient, transaction, chain }) =>
      `${amount} ${symbol} from ${sender} to ${recipient}, transaction ${transaction} of ${chain}.`,
  );
  const standing =
    state === "final" ? "Its payments are final." : "It is provisional: the chain may still take its payments back.";
  return [`${title}: ${subject}.`, ...listed, ...paid, standing].join("\n");
}
