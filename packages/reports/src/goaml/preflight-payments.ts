import type { ReportChoices } from "@redflag/contract/report-choices";
import type { ReportProblem } from "@redflag/contract/report-problem";
import { groupDigits } from "@redflag/domain/decimal-text";
import { localAmount, microsText } from "./local-amount.ts";
import type { ReportedPayment, ReportMaterial } from "./report-material.ts";
import type { ReportProfile } from "./report-profile.ts";
import { knownCountry } from "./reported-side.ts";
import { SCHEMA_YEAR_MIN } from "./schema-time.ts";
import { transactionLabel } from "./transaction-element.ts";

/** goAML's largest amount, in whole units of the currency. */
const AMOUNT_MAX = 7_900_000_000_000_000n;
const MICROS = 1_000_000n;

/** What of the payments keeps them from being reported, and what is lost of their amounts. */
export function paymentProblems(
  profile: ReportProfile,
  choices: ReportChoices,
  material: ReportMaterial,
): ReportProblem[] {
  const { payments } = material;
  return [
    ...countProblems(profile, choices, payments),
    ...payments.flatMap((payment, index) =>
      eachProblem(profile, material, payment, transactionLabel(index, payments.length)),
    ),
    ...roundingProblem(profile, payments),
    ...countryProblem(profile, choices, payments),
  ];
}

function countProblems(
  { transaction, title }: ReportProfile,
  { kind }: ReportChoices,
  payments: readonly ReportedPayment[],
) {
  const problems: ReportProblem[] = [];
  if (payments.length === 0) {
    problems.push({
      code: "payments_missing",
      blocks: true,
      text: "No payment is at hand.",
      hint: "Fill the blocks of the alerts again: a report without its payments cannot be checked by anybody.",
    });
  }
  if (kind === "STR" && payments.length > transaction.max) {
    problems.push({
      code: "too_many_transactions",
      blocks: true,
      text: `There are ${groupDigits(`${payments.length}`)} payments; ${title} takes ${groupDigits(`${transaction.max}`)} transactions in one report.`,
      hint: "Report the alerts in several reports, each naming the others in its words.",
    });
  }
  return problems;
}

function eachProblem(
  profile: ReportProfile,
  { currency, at }: ReportMaterial,
  payment: ReportedPayment,
  where: string,
) {
  const problems: ReportProblem[] = [];
  const { worth } = payment;
  if ("missing" in worth) {
    problems.push({
      code: "rate_missing",
      blocks: true,
      where,
      text: `What ${payment.amount} was worth in ${currency} on ${payment.at.slice(0, 10)} is not known: ${worth.missing}.`,
      hint: "Import the rates of that day with `redflag rates import`; `redflag rates check` shows what a day has.",
    });
  } else if (BigInt(worth.micros) > AMOUNT_MAX * MICROS) {
    problems.push({
      code: "amount_beyond_schema",
      blocks: true,
      where,
      text: `Its amount is more than the ${groupDigits(`${AMOUNT_MAX}`)} ${profile.currency.code} that goAML can hold.`,
      hint: "Report it by hand, with the amount in words.",
    });
  }
  if (new Date(payment.at).getUTCFullYear() < SCHEMA_YEAR_MIN || payment.at > at) {
    problems.push({
      code: "date_out_of_range",
      blocks: true,
      where,
      text: `Its time, ${payment.at}, is before ${SCHEMA_YEAR_MIN} or after the report, ${at}.`,
      hint: "Compare the clock of this computer and the chain's; a report tells of what has happened.",
    });
  }
  return problems;
}

function roundingProblem({ currency: { code, fractionDigits } }: ReportProfile, payments: readonly ReportedPayment[]) {
  const lost = payments.flatMap(({ worth }) => {
    const micros = "missing" in worth ? 0n : localAmount(worth.micros, fractionDigits).lostMicros;
    return micros > 0n ? [micros] : [];
  });
  const finer = payments.filter(isFinerThanMicros).length;
  if (lost.length === 0 && finer === 0) return [];
  const sum = lost.reduce((total, micros) => total + micros, 0n);
  const worth = `${lost.length} of ${payments.length} amounts are rounded down to ${fractionDigits} digits of ${code}, by ${microsText(sum, code)} in all.`;
  const tokens =
    finer === 0 ? "" : ` ${finer} token amounts have parts below a millionth, which count for nothing in this.`;
  return [
    {
      code: "amount_rounded" as const,
      blocks: false,
      text: `${worth}${tokens}`,
      hint: "Nothing is to be done: the exact token amount stands in the words of each transaction.",
    },
  ];
}

function isFinerThanMicros({ baseUnits, token: { decimals } }: ReportedPayment): boolean {
  return decimals > 6 && BigInt(baseUnits) % 10n ** BigInt(decimals - 6) !== 0n;
}

function countryProblem(profile: ReportProfile, choices: ReportChoices, payments: readonly ReportedPayment[]) {
  if (choices.kind === "SAR") return [];
  const sides = payments.flatMap(({ sender, recipient }) => [sender, recipient]);
  const unknown = new Set(
    sides.filter((side) => knownCountry(profile, choices, side) === undefined).map(({ account }) => account),
  );
  if (unknown.size === 0) return [];
  const code = profile.account.unknownCountry?.code;
  const written = code === undefined ? `${profile.title} has no code for that.` : `It is written as ${code}.`;
  return [
    {
      code: "country_unknown" as const,
      blocks: code === undefined,
      text: `The country of ${unknown.size} of ${new Set(sides.map(({ account }) => account)).size} accounts is not known. ${written}`,
      hint:
        code === undefined
          ? "Enter in the profile what the FIU wants where no country is known."
          : "Nothing is to be done: an address has no country, and none is guessed.",
    },
  ];
}
