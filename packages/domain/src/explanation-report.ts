import { alertFlowText } from "./alert-flow.ts";
import { countOf, groupDigits } from "./decimal-text.ts";
import { parameterText } from "./explained-rule.ts";
import type { ExplainedFigure, Explanation } from "./explanation.ts";
import { ownPastText } from "./own-past.ts";
import { paymentText } from "./payment-record.ts";
import { recordedListingText } from "./recorded-listing.ts";

/** Paragraphs of plain sentences, fit to be copied into a report: who, what, when, where, by what, and what was not established. */
export function explanationReport(explanation: Explanation): string[] {
  return [
    headParagraph(explanation),
    `What was found: ${sentence(explanation.what)}`,
    ...ruleParagraphs(explanation),
    ...listingParagraph(explanation),
    pastParagraph(explanation),
    ...listParagraph("Left out or noted", explanation.exclusions),
    ...listParagraph("Found before in the same alert", explanation.earlier),
    ...listParagraph(
      "Other alerts on the same payments",
      explanation.related.map(
        ({ id, rule, severity, subject }) => `${rule}, ${severity}, about ${subject}: alert ${id}`,
      ),
    ),
    ...listParagraph("Uncertain", explanation.uncertain),
    ...listParagraph("Not established", explanation.notEstablished),
    ...paymentsParagraph(explanation),
  ];
}

const STATE_TEXT: Record<Explanation["state"], string> = {
  provisional: "is provisional: the chain could still take back what it rests on",
  final: "is final: the chain will not take back what it rests on",
  withdrawn: "is withdrawn: what it rested on is gone",
};

const EXPOSURE_TEXT: Record<Explanation["exposure"], string> = {
  DIRECT: "a payment with the subject itself as a listed or frozen address",
  INDIRECT: "money of a listed address that came to the subject, straight or by way of others",
  BEHAVIORAL: "the pattern of the subject's payments alone",
};

function headParagraph(explanation: Explanation): string {
  const { id, subject, chain, severity, exposure, state, firstBlock, lastBlock, firstTime, lastTime } = explanation;
  const when =
    firstTime === lastTime
      ? `It is about block ${firstBlock}, at ${firstTime}.`
      : `It is about ${firstTime} to ${lastTime}, blocks ${firstBlock} to ${lastBlock}.`;
  return (
    `The subject is the address ${subject} on ${chain.title} (${chain.caip2}). Alert ${id} ${STATE_TEXT[state]}. ` +
    `It is of severity ${severity} and rests on ${EXPOSURE_TEXT[exposure]}. ${when}`
  );
}

function ruleParagraphs({ rule, figures, smallestChange }: Explanation): string[] {
  const title = rule.title === undefined ? "" : ` (${rule.title})`;
  const compared = figures.length === 0 ? "It compares no figures." : figures.map(figureSentence).join(" ");
  const change =
    smallestChange === undefined ? "" : ` The least that would have taken the finding away: ${smallestChange}.`;
  const lead = `It was found by rule ${rule.id}, version ${rule.version}${title}. ${compared}${change}`;
  return [lead, ...listParagraph("Parameters of the rule", rule.parameters.map(parameterText))];
}

const ASKED_TEXT = { at_least: "at least", at_most: "at most", below: "less than" } as const;

function figureSentence({ name, value, unit, comparison, threshold }: ExplainedFigure): string {
  return `It found ${groupDigits(value)} ${unit} ${name}; the rule asks for ${ASKED_TEXT[comparison]} ${groupDigits(threshold)}.`;
}

function listingParagraph({ listings }: Explanation): string[] {
  if (listings.length === 0) return ["No listing is part of it."];
  return listParagraph("Listings it rests on", listings.map(recordedListingText));
}

function pastParagraph({ ownPast, ownPastMissing, received, paid }: Explanation): string {
  const text = ownPast === undefined ? `not known: ${ownPastMissing}` : ownPastText(ownPast);
  return `Usual for the subject: ${sentence(text)} Beside this, ${sentence(alertFlowText(received, paid))}`;
}

function paymentsParagraph({ payments, morePayments, unreadFindings }: Explanation): string[] {
  if (payments.length === 0) return ["No payment is left that it rests on."];
  const hidden = [
    ...(morePayments === 0 ? [] : [countOf(morePayments, "earlier payment")]),
    ...(unreadFindings === 0 ? [] : [`those of ${countOf(unreadFindings, "finding")} between the first and these`]),
  ];
  const more = hidden.length === 0 ? "" : `; not shown: ${hidden.join(", ")}`;
  return listParagraph(`Payments it rests on${more}`, payments.map(paymentText));
}

/** One line a point, so that it stays readable when it is copied. */
function listParagraph(title: string, points: readonly string[]): string[] {
  return points.length === 0 ? [] : [[`${title}:`, ...points.map((point) => `- ${point}`)].join("\n")];
}

function sentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}
