import type { ReportChoices } from "@redflag/contract/report-choices";
import { accountElement } from "./account-element.ts";
import { localAmount } from "./local-amount.ts";
import { paymentWords } from "./payment-words.ts";
import { leaf, type Part, parent, type ReportElement } from "./report-element.ts";
import type { ReportedPayment, ReportedSide, ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";
import { findClient, knownCountry } from "./reported-side.ts";
import { schemaTime } from "./schema-time.ts";
import { transactionNumber } from "./transaction-number.ts";

/** "transaction 3 of 12" */
export function transactionLabel(index: number, count: number): string {
  return `transaction ${index + 1} of ${count}`;
}

export function transactionElement(
  profile: ReportProfile,
  choices: ReportChoices,
  material: ReportMaterial,
  payment: ReportedPayment,
  label: string,
): ReportElement {
  const { transmode, transmodeComment } = profile.transaction;
  return parent(
    "transaction",
    [
      leaf("transactionnumber", transactionNumber(profile, payment)),
      leaf("transaction_location", `${payment.chain.title} (public chain, ${payment.chain.caip2})`),
      leaf("transaction_description", paymentWords(profile, material, payment)),
      leaf("date_transaction", schemaTime(payment.at)),
      leaf("transmode_code", transmode.code),
      leaf("transmode_comment", transmodeComment),
      leaf("amount_local", amountOf(profile, payment)),
      sideElement("from", profile, choices, payment.sender),
      sideElement("to", profile, choices, payment.recipient),
      leaf("comments", `Alerts: ${payment.alerts.join(", ")}`),
    ],
    label,
  );
}

function amountOf({ currency }: ReportProfile, { worth }: ReportedPayment): string | undefined {
  return "missing" in worth ? undefined : localAmount(worth.micros, currency.fractionDigits).text;
}

function sideElement(
  direction: "from" | "to",
  profile: ReportProfile,
  choices: ReportChoices,
  side: ReportedSide,
): ReportElement {
  const isClient = profile.client !== undefined && findClient(choices, side.account) !== undefined;
  const parts: Part[] = [
    leaf(`${direction}_funds_code`, profile.transaction.funds.code),
    accountElement(`${direction}_account`, profile, choices, side),
    leaf(`${direction}_country`, knownCountry(profile, choices, side) ?? profile.account.unknownCountry?.code),
  ];
  return parent(`t_${direction}${isClient ? "_my_client" : ""}`, parts, direction);
}
