import type { Chain } from "@redflag/domain/chain";
import type { BlockSpan } from "@redflag/store/block-span";
import { cutText, findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { countDisagreements, type Disagreement, listDisagreementsWithin } from "@redflag/store/disagreement";
import { findLane } from "@redflag/store/lane";
import { countScreeningGaps, listScreeningGaps } from "@redflag/store/screening-gap";
import { writeJson, writeLine } from "../output.ts";
import { surroundings } from "../surroundings.ts";
import { BlockStrip } from "./block-strip.ts";
import { disagreementJson, gapJson, stretchJson, summaryJson } from "./coverage-json.ts";
import {
  disagreementLine,
  gapLine,
  laneLine,
  leftOutLines,
  moreLine,
  spanText,
  stretchLine,
  tallyLines,
} from "./coverage-text.ts";
import { type Gap, withTimes } from "./gap-time.ts";
import { type CoverageMeasure, isComplete, type JudgedStretch, readCoverage, type Tally } from "./read-coverage.ts";

/** Lines of each kind that a person is shown; all the rest is counted. */
const STRETCHES_MAX = 40;
const GAPS_MAX = 20;
const DISAGREEMENTS_MAX = 20;
const WIDTH_MAX = 200;
const PAGE_ROWS = 1_000;

export interface Shown {
  db: Executor;
  chain: Chain;
  span: BlockSpan;
  measure: CoverageMeasure;
  signal: AbortSignal;
}

/** For people: a strip, the counts, then the stretches, what is missing and who was contradicted, each bounded. */
export async function showCoverage({ db, chain, span, measure, signal }: Shown): Promise<Tally> {
  const width = Math.min(WIDTH_MAX, surroundings().stdout.columns ?? 80);
  const strip = new BlockStrip(span, width);
  const stretches: JudgedStretch[] = [];
  const gaps: Gap[] = [];
  const see = {
    covered(judged: JudgedStretch) {
      strip.add(judged.stretch, judged.state);
      if (stretches.length < STRETCHES_MAX) stretches.push(judged);
    },
    async missing(gap: BlockSpan) {
      strip.add(gap, "missing");
      if (gaps.length < GAPS_MAX) gaps.push(await withTimes(db, chain.id, gap));
    },
  };
  const tally = await readCoverage(db, chain, span, measure, see, signal);
  const counts = await countDisagreements(db, chain.id, span);
  const disagreementCount = counts.reduce((sum, { count }) => sum + count, 0);
  const disagreements = await listDisagreementsWithin(db, chain.id, span, { limit: DISAGREEMENTS_MAX });
  const gapCount = await countScreeningGaps(db, chain.id);
  const cut = await findCut(db, chain.id);
  const [firstGap] = await listScreeningGaps(db, chain.id, { limit: 1 });

  const lines = [
    `${chain.title}, ${spanText(span.from, span.to)}; policy ${measure.policy}`,
    strip.coloured,
    strip.legend,
    "",
    ...tallyLines(tally),
    ...leftOutLines(measure),
    "",
    ...stretches.map(stretchLine),
    ...moreLine(tally.stretchCount, stretches.length),
    ...(gaps.length === 0 ? [] : ["", "missing"]),
    ...gaps.map(gapLine),
    ...moreLine(tally.gapCount, gaps.length),
    ...(counts.length === 0 ? [] : ["", "answers that something contradicted"]),
    ...counts.map(({ endpoint, kind, count }) => `  ${endpoint}: ${kind.replaceAll("_", " ")}, ${count}`),
    ...disagreements.map(disagreementLine),
    ...moreLine(disagreementCount, disagreements.length),
    "",
    laneLine(await findLane(db, chain.id), gapCount),
    ...(cut === undefined ? [] : [`${cutText(chain, cut)}; coverage still says how they were read`]),
    ...(firstGap === undefined
      ? []
      : [`  the first: block ${firstGap.blockNumber}, ${firstGap.heuristic}: ${firstGap.reason}`]),
    ...(isComplete(tally) ? [] : [`redflag coverage --chain ${chain.name} --repair mends what can be mended`]),
  ];
  for (const line of lines) writeLine(line);
  return tally;
}

/** The same for machines, everything, a line each, in bounded memory. */
export async function streamCoverage({ db, chain, span, measure, signal }: Shown): Promise<void> {
  const see = {
    covered: (judged: JudgedStretch) => writeJson(stretchJson(judged)),
    missing: async (gap: BlockSpan) => writeJson(gapJson(await withTimes(db, chain.id, gap))),
  };
  const tally = await readCoverage(db, chain, span, measure, see, signal);
  for (let after: Disagreement | undefined; ; ) {
    const page = await listDisagreementsWithin(db, chain.id, span, { limit: PAGE_ROWS, ...(after && { after }) });
    for (const disagreement of page) writeJson(disagreementJson(disagreement));
    after = page.at(-1);
    if (page.length < PAGE_ROWS) break;
  }
  const { listedLeftOut } = measure;
  writeJson(
    summaryJson(
      { ...tally, listedLeftOut },
      await findLane(db, chain.id),
      await countScreeningGaps(db, chain.id),
      await findCut(db, chain.id),
    ),
  );
}
