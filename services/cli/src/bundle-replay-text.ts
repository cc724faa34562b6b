import type { ReplayOutcome, ReplayReport, ReplayStepName } from "@redflag/reports/bundle/replay-report";

const OUTCOME: Record<ReplayOutcome, string> = { holds: "holds", differs: "DIFFERS", not_checked: "not checked" };

/** What it means when a step is the first that differs. */
const MEANING: Record<ReplayStepName, string> = {
  archive: "This is not the file that was made, or not all of it. Ask whoever gave it for the file as they have it.",
  files: "Something was changed, left out or added after it was signed. None of it can be relied on.",
  signature:
    "It is not signed by whom it should be signed by, or the manifest was changed. None of it can be relied on.",
  proofs: "A payment or a block is told otherwise than the chain's own receipts tell it.",
  payments: "Its parts tell different payments, or another program put it together.",
  entries: "A listing is not what its list said, or was not in force, or names somebody else.",
  epoch: "The rule, its parameters or the lists are not those that the findings name.",
  judged_again: "By the rule's own code this record does not give this finding: one of the two was changed.",
  alert: "The alert's id or its figures are not those of its findings: some were changed, left out or added.",
  readable_part: "What people read in it is not what its record says. Believe neither before it is known why.",
};

/** A step a line, then what differs and what that means. */
export function replayText(report: ReplayReport): string {
  const { bundle, steps, firstDifference } = report;
  const lines = steps.flatMap(({ step, outcome, words, facts }) => [
    `  ${OUTCOME[outcome].padEnd(11)}  ${step.replaceAll("_", " ").padEnd(13)}  ${words}`,
    ...facts.map((fact) => `${" ".repeat(30)}- ${fact}`),
  ]);
  const open = steps.flatMap(({ step, outcome }) => (outcome === "not_checked" ? [step.replaceAll("_", " ")] : []));
  const verdict =
    firstDifference === undefined
      ? `All that could be checked holds.${open.length === 0 ? "" : ` Not checked: ${open.join(", ")}.`}`
      : `It differs, first in: ${firstDifference.replaceAll("_", " ")}. ${MEANING[firstDifference]}`;
  return visibleLines([...(bundle ? [bundleOriginText(bundle), ""] : []), ...lines, "", verdict].join("\n"));
}

export function bundleOriginText({ alert, madeAt, madeBy, version }: NonNullable<ReplayReport["bundle"]>): string {
  return `bundle of alert ${alert}\nmade ${madeAt} by ${madeBy}, with Redflag ${version}`;
}

/** Some of it comes from the bundle: nothing in it may act on the terminal, hide, or turn a line around. */
export function visibleLines(text: string): string {
  return text.replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "?");
}
