import { alertFlowText } from "./alert-flow.ts";
import { countOf } from "./decimal-text.ts";
import { parameterText } from "./explained-rule.ts";
import type { Explanation, RelatedAlert } from "./explanation.ts";
import { figureText } from "./figure.ts";
import { ownPastText } from "./own-past.ts";
import { paymentText } from "./payment-record.ts";
import { recordedListingText } from "./recorded-listing.ts";
import { branch, leaf, type TextNode } from "./text-node.ts";

/** The explanation for a terminal: what is said, and under it what it rests on. */
export function explanationTree(explanation: Explanation): TextNode {
  const { severity, exposure, state, id, what, chain, firstBlock, lastBlock, firstTime, lastTime } = explanation;
  const blocks = firstBlock === lastBlock ? `block ${firstBlock}` : `blocks ${firstBlock} to ${lastBlock}`;
  const span = firstTime === lastTime ? firstTime : `${firstTime} to ${lastTime}`;
  return {
    text: `${severity}  ${exposure}  ${state}  ${explanation.subject}`,
    children: [
      leaf(what),
      leaf(`alert ${id}, score ${explanation.score}, ${countOf(explanation.findingCount, "finding")}`),
      leaf(`on ${chain.title}, ${blocks}, ${span}`),
      ruleNode(explanation),
      ...figureNodes(explanation),
      ...branch(
        "listings",
        explanation.listings.map((entry) => leaf(recordedListingText(entry))),
      ),
      ...branch("usual for the subject", pastNodes(explanation)),
      ...branch("left out, and noted", explanation.exclusions.map(leaf)),
      ...branch("found before", explanation.earlier.map(leaf)),
      ...branch(
        paymentsTitle(explanation),
        explanation.payments.map((payment) => leaf(`${payment.part}  ${paymentText(payment)}`)),
      ),
      ...branch("other alerts on the same payments", explanation.related.map(relatedNode)),
      ...branch("uncertain", explanation.uncertain.map(leaf)),
      ...branch("not established", explanation.notEstablished.map(leaf)),
    ],
  };
}

function ruleNode({ rule }: Explanation): TextNode {
  const title = rule.title === undefined ? "" : `: ${rule.title}`;
  const epoch = rule.epoch === undefined ? "" : `, parameters of epoch ${rule.epoch}`;
  return {
    text: `by rule ${rule.id} version ${rule.version}${title}${epoch}`,
    children: rule.parameters.map((parameter) => leaf(parameterText(parameter))),
  };
}

function figureNodes({ figures, smallestChange }: Explanation): TextNode[] {
  const lines = figures.map((figure) => leaf(`${figureText(figure)}: ${figure.margin}`));
  const change = smallestChange === undefined ? [] : [leaf(`would not stand with ${smallestChange}`)];
  return branch("figures against their thresholds", [...lines, ...change]);
}

function pastNodes({ ownPast, ownPastMissing, received, paid }: Explanation): TextNode[] {
  const past = ownPast === undefined ? `not known: ${ownPastMissing}` : ownPastText(ownPast);
  return [leaf(past), leaf(alertFlowText(received, paid))];
}

function relatedNode({ id, rule, severity, subject }: RelatedAlert): TextNode {
  return leaf(`${severity}  ${rule}  ${subject}, alert ${id}`);
}

function paymentsTitle({ payments, morePayments, unreadFindings }: Explanation): string {
  const unread = unreadFindings === 0 ? "" : `; ${countOf(unreadFindings, "finding")} between are not shown`;
  const more = morePayments === 0 ? "" : `, and ${morePayments} earlier ones`;
  return `${countOf(payments.length, "payment")}${more}${unread}`;
}
