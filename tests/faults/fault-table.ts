import { textTable } from "../bench/text-table.ts";
import type { Round } from "./play-fault.ts";
import type { FaultResult } from "./run-faults.ts";
import { KINDS, type Truth } from "./world-truth.ts";

/** What must not be: a loss, a double, a round without an end, an exit that was not asked for. */
export function failuresOf({ name, rounds, truth }: FaultResult): string[] {
  const wrong = KINDS.filter((kind) => truth[kind].lost > 0 || truth[kind].doubled > 0).map(
    (kind) => `${name}: ${kind}: ${truth[kind].lost} lost, ${truth[kind].doubled} doubled of ${truth[kind].expected}`,
  );
  const failed = rounds.flatMap(({ failure }) => (failure === undefined ? [] : [`${name}: ${failure}`]));
  const stuck = rounds.filter(({ caughtUpS }) => caughtUpS === undefined).length;
  return [...wrong, ...failed, ...(stuck > 0 ? [`${name}: ${stuck} rounds did not recover in time`] : [])];
}

/** Figures first, a row for each fault; beneath them what the log told of each. */
export function faultsText(results: readonly FaultResult[], notRun: readonly string[]): string {
  const head = ["fault", "rounds", "in flight", "lost", "doubled", "sent again", "first commit", "caught up"];
  const table = textTable([head, ...results.map(rowOf)]);
  const legend =
    "in flight: open transactions / blocks not screened / events not delivered / calls not answered, the most of any round; seconds: median, worst.";
  const told = results.map((result) => [`${result.name}:`, ...toldLines(result).map((line) => `  ${line}`)].join("\n"));
  return [table, legend, "", "What the operator is told:", ...told, ...notRun].join("\n");
}

function rowOf({ title, rounds, truth }: FaultResult): string[] {
  const most = (of: (round: Round) => number) => Math.max(...rounds.map(of));
  return [
    title,
    `${rounds.length}`,
    [
      most(({ inFlight }) => inFlight.transactions),
      most(({ inFlight }) => inFlight.blocks),
      most(({ inFlight }) => inFlight.events),
      most(({ inFlight }) => inFlight.calls),
    ].join("/"),
    `${total(truth, "lost")} of ${total(truth, "expected")}`,
    `${total(truth, "doubled")}`,
    `${truth.sentAgain}`,
    seconds(rounds.map(({ firstCommitS }) => firstCommitS)),
    seconds(rounds.map(({ caughtUpS }) => caughtUpS)),
  ];
}

function total(truth: Truth, what: "expected" | "lost" | "doubled"): number {
  return KINDS.reduce((sum, kind) => sum + truth[kind][what], 0);
}

function seconds(all: ReadonlyArray<number | undefined>): string {
  const known = all.filter((each) => each !== undefined).sort((a, b) => a - b);
  if (known.length < all.length) return "never";
  const median = known[Math.floor((known.length - 1) / 2)] ?? 0;
  return `${median.toFixed(1)}, ${(known.at(-1) ?? 0).toFixed(1)}`;
}

/** Each sentence once, with how often it was told in all rounds. */
function toldLines({ rounds }: FaultResult): string[] {
  const count = new Map<string, number>();
  const add = (line: string, times = 1) => count.set(line, (count.get(line) ?? 0) + times);
  for (const { told, note, endedCount } of rounds) {
    for (const { role, level, msg, code } of told)
      add(`${role} ${level}: ${msg}${code === undefined ? "" : ` (${code})`}`);
    if (note !== undefined) add(note.replace(/ after [\d.]+ s$/, ""));
    if (endedCount > 0) add("processes that ended and were started again by their supervisor", endedCount);
  }
  if (count.size === 0) return ["nothing"];
  return [...count].map(([line, times]) => (times === 1 ? line : `${line} ×${times}`));
}
