import { groupDigits } from "@redflag/domain/decimal-text";
import { localAmount } from "./local-amount.ts";
import type { ReportedPayment, ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";

/** One payment in words: the token amount exactly, what it was worth and by which rate, and where it stands on its chain. */
export function paymentWords(profile: ReportProfile, { currency }: ReportMaterial, payment: ReportedPayment): string {
  const { amount, token, sender, recipient, block, blockHash, transaction, logIndex, chain, at } = payment;
  return [
    `${amount} from ${sender.address} to ${recipient.address} on ${chain.title} (${chain.caip2}) at ${at}.`,
    worthWords(profile, currency, payment),
    `Token contract ${token.contract}. Block ${block}, ${blockHash}; transaction ${transaction}, log ${logIndex}.`,
  ].join(" ");
}

function worthWords(profile: ReportProfile, currency: string, { worth, token }: ReportedPayment): string {
  if ("missing" in worth) return `Its worth in ${currency} is not known: ${worth.missing}.`;
  const { text } = localAmount(worth.micros, profile.currency.fractionDigits);
  const value = `${groupDigits(text)} ${currency} at block time`;
  if (worth.rates.length === 0) return `${value}, taking the token at its peg (${token.peg}).`;
  const rates = worth.rates.map(({ currency: code, day, perEur }) => `1 EUR = ${perEur} ${code} of ${day}`);
  return `${value}, taking the token at its peg (${token.peg}) and published rates: ${rates.join(", ")}.`;
}
