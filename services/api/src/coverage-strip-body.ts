import type { CoverageCell, CoverageStrip as StripBody } from "@redflag/contract/http/routes/coverage";
import type { Chain } from "@redflag/domain/chain";
import { type CoverageState, checkedStateOf } from "@redflag/domain/coverage-state";
import { CoverageStrip } from "@redflag/domain/coverage-strip";
import type { BlockSpan } from "@redflag/store/block-span";
import { type CheckRun, readCheckRuns } from "@redflag/store/coverage-check-run";
import type { Executor } from "@redflag/store/database";
import { countDisagreementsByPart, listCaughtEndpoints } from "@redflag/store/disagreement";
import { listBlocksIn } from "@redflag/store/ledger-read";
import type { AskedSpan } from "./coverage-span.ts";

/** It reads the rows of coverage in the span, and of blocks and of what was caught as many as there are cells. */
export async function coverageStripBody(
  db: Executor,
  chain: Chain,
  asked: AskedSpan,
  cellsMax: number,
): Promise<StripBody> {
  const { span, firstBlock, lastBlock, head, cut, finalized } = asked;
  const strip = new CoverageStrip(span, cellsMax);
  for await (const run of readCheckRuns(db, chain.id, span, await listCaughtEndpoints(db, chain.id))) {
    for (const [part, state] of partsOf(run, asked)) strip.add(part, state);
  }
  if (span.to > lastBlock) strip.add({ from: Math.max(span.from, lastBlock + 1), to: span.to }, "awaited");
  const cellCount = Math.min(cellsMax, span.to - span.from + 1);
  for (const { block, ...answers } of await countDisagreementsByPart(db, chain.id, span, cellCount)) {
    strip.addAnswers(block, answers);
  }
  const cells = strip.cells;
  const ends = [...new Set(cells.flatMap(({ from, to }) => [from, to]))];
  const times = new Map((await listBlocksIn(db, chain.id, ends)).map(({ number, time }) => [number, time]));
  const timeOf = (name: "fromTime" | "toTime", block: number) => {
    const time = times.get(block);
    return time !== undefined && { [name]: new Date(time * 1_000).toISOString() };
  };
  return {
    chain: chain.caip2,
    ...span,
    ...{ firstBlock, head },
    ...(cut !== undefined && { droppedTo: cut.block }),
    ...(finalized !== undefined && { finalized }),
    cells: cells.map(
      (cell): CoverageCell => ({ ...cell, ...timeOf("fromTime", cell.from), ...timeOf("toTime", cell.to) }),
    ),
  };
}

/** A run may reach from what retention has dropped into what is kept, and from what is final beyond it. */
function partsOf(run: CheckRun, { cut, finalized }: AskedSpan): Array<[BlockSpan, CoverageState]> {
  const droppedTo = cut?.block ?? -1;
  const finalTo = Math.max(droppedTo, finalized ?? run.to);
  const state = checkedStateOf(run);
  const within = (from: number, to: number) => ({ from: Math.max(run.from, from), to: Math.min(run.to, to) });
  const parts: Array<[BlockSpan, CoverageState]> = [
    [within(0, droppedTo), "dropped"],
    [within(droppedTo + 1, finalTo), state],
    [within(finalTo + 1, run.to), state === "caught" ? state : "provisional"],
  ];
  return parts.filter(([{ from, to }]) => from <= to);
}
