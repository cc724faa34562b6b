import type { Chain } from "@redflag/domain/chain";
import { countOf, grouped } from "../count-text.ts";
import { spanText, tallyLines } from "./coverage-text.ts";
import { isComplete } from "./read-coverage.ts";
import type { RepairResult } from "./repair.ts";

const STEPS = {
  read: "read, which had been missing",
  search: "searched for what is known since they were read",
  prove: "proven in full, which rested on the word of an endpoint that was caught",
  ask: "asked of another endpoint for listed addresses",
  check: "checked as the policy asks",
} as const;

/** What a repair did, what it could not do and why, and what coverage says now. */
export function repairLines(result: RepairResult, chain: Chain): string[] {
  const { blocks, mendedBlocks, alerts, failures, failureCount, stopped, left, span } = result;
  const done = (Object.keys(STEPS) as Array<keyof typeof STEPS>)
    .filter((step) => blocks[step] > 0)
    .map((step) => `${countOf(blocks[step], "block")} ${STEPS[step]}`);
  const failed = failures.map(
    ({ step, from, to, reason }) => `  ${spanText(from, to)} not ${STEPS[step].split(",")[0]}: ${reason}`,
  );
  return [
    `${chain.title}, ${spanText(span.from, span.to)}`,
    ...(done.length === 0 ? [failureCount === 0 ? "nothing was to be done" : "nothing could be done"] : done),
    `${countOf(mendedBlocks, "block")} of the ledger put right, ${countOf(alerts, "alert")} raised by that`,
    ...(failureCount === 0 ? [] : [`${countOf(failureCount, "stretch", "stretches")} could not be mended:`, ...failed]),
    ...(failureCount > failures.length ? [`  … and ${grouped(failureCount - failures.length)} more`] : []),
    "",
    ...(isComplete(left) ? ["coverage is complete now"] : ["what is left:", ...tallyLines(left)]),
    ...(stopped === undefined
      ? []
      : [
          "",
          `A block that was final proved to be wrong, so screening has stopped. Find out who was right (redflag coverage` +
            ` --chain ${chain.name}), run redflag rebuild --chain ${chain.name}, then this command again.`,
        ]),
  ];
}
