import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { Problem } from "@redflag/domain/problem";
import type { BlockSpan } from "@redflag/store/block-span";
import { listOutdatedRows, listRowsOnTheWordOf } from "@redflag/store/coverage-open";
import { type Coverage, listMissingRanges, listUnprovenCoverage } from "@redflag/store/coverage-read";
import { listCaughtEndpoints } from "@redflag/store/disagreement";
import type { CoverageLevel } from "@redflag/store/ledger-range";
import type { RepairAccount, RepairStep } from "@redflag/store/repair";
import { askAgain } from "./ask-again.ts";
import { askForListed } from "./ask-for-listed.ts";
import { checkStretch } from "./check-stretch.ts";
import type { IngestDeps } from "./ingest-deps.ts";
import { levelsSought } from "./levels-sought.ts";
import { JOB_BLOCKS } from "./plan-reads.ts";
import { PROVE_EVERY_BLOCKS_MAX, proveRange } from "./prove-range.ts";
import { readRange } from "./read-range.ts";
import { rereadRange } from "./reread-range.ts";
import { withoutSpans } from "./span.ts";

export interface RepairReport extends RepairAccount {
  /** Set where a step met what is final and wrong: the lane is stopped, and nothing after it was tried. */
  stopped?: Problem;
}

const PAGE_ROWS = 1_000;
const FAILURES_MAX = 20;
/** In a row: after so many, the rest of a step would fail alike. */
const FAILURES_IN_A_ROW_MAX = 3;

/**
 * Mends what coverage calls incomplete in a span, one step after the other: reads what is missing (`read`), searches what
 * was read with another log filter (`search`), proves in full what rests on the word of an endpoint that was caught
 * (`prove`), asks another endpoint for listed addresses (`ask`), and checks what is not checked as the policy asks
 * (`check`); whoever is caught by that is proven in full, too. What was done stays; what fails is reported, and the same call
 * later goes on. Done twice it changes nothing.
 * @param onProgress blocks of the step so far
 * @throws the signal's reason; Problem `database_unreachable` and the like: anything fatal but `reorg_below_final`
 */
export async function repairCoverage(
  deps: IngestDeps,
  span: BlockSpan,
  onProgress: (step: RepairStep, blocks: number) => void,
  signal?: AbortSignal,
): Promise<RepairReport> {
  const report: RepairReport = {
    blocks: { read: 0, search: 0, prove: 0, ask: 0, check: 0 },
    failures: [],
    failureCount: 0,
  };
  const work = new RepairWork(deps, report, onProgress, signal);
  try {
    const missing = await listMissingRanges(deps.db.kysely, deps.chain.id, span.from, span.to);
    await work.each("read", missing, JOB_BLOCKS, (from, to) => readRange(deps, from, to, signal));
    await searchOutdated(deps, span, work, signal);
    const caught = await listCaughtEndpoints(deps.db.kysely, deps.chain.id);
    await proveCaught(deps, span, caught, work, signal);
    // Before the check, as everywhere: what is called proven may become final, and what is final is not mended.
    let asked = 0;
    await work.each("ask", [span], span.to - span.from + 1, async () => {
      asked = await askForListed(deps, span, signal);
    });
    report.blocks.ask = asked;
    await checkUnchecked(deps, span, work, signal);
    const more = (await listCaughtEndpoints(deps.db.kysely, deps.chain.id)).filter((name) => !caught.includes(name));
    await proveCaught(deps, span, more, work, signal);
    await tellMissing(deps, span, report);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "reorg_below_final") throw error;
    report.stopped = error;
  }
  return report;
}

/** What is missing still, where no failure says so: it was not tried, or a reorg took it away meanwhile. */
async function tellMissing({ db, chain }: IngestDeps, span: BlockSpan, report: RepairReport): Promise<void> {
  const missing = await listMissingRanges(db.kysely, chain.id, span.from, span.to);
  const told = report.failures.filter(({ step }) => step === "read");
  for (const { from, to } of withoutSpans(missing, told)) {
    fail(report, { step: "read", from, to, reason: `blocks ${from} to ${to} are missing still` });
  }
}

function fail(report: RepairReport, failure: RepairReport["failures"][number]): void {
  report.failureCount++;
  if (report.failures.length < FAILURES_MAX) report.failures.push(failure);
}

/** Every block is proven where the policy proves or a proof stands already; else an answer replaces an answer. */
async function searchOutdated(
  deps: IngestDeps,
  span: BlockSpan,
  work: RepairWork,
  signal?: AbortSignal,
): Promise<void> {
  const { db, chain, policy } = deps;
  const digest = logFilterDigest(logFilterFor(chain.name));
  const page = (from: number) => listOutdatedRows(db.kysely, chain.id, { from, to: span.to }, digest, PAGE_ROWS);
  await forRows(span, page, (row, part) =>
    policy === "proof" || PROOFS.includes(row.level)
      ? work.each("search", [part], PROVE_EVERY_BLOCKS_MAX, (from, to) => proveRange(deps, from, to, signal))
      : work.each("search", [part], JOB_BLOCKS, (from, to) => rereadRange(deps, from, to, signal)),
  );
}

const PROOFS: readonly CoverageLevel[] = ["self_consistent", "proven"];

async function proveCaught(
  deps: IngestDeps,
  span: BlockSpan,
  caught: readonly string[],
  work: RepairWork,
  signal?: AbortSignal,
): Promise<void> {
  const { db, chain } = deps;
  const page = (from: number) => listRowsOnTheWordOf(db.kysely, chain.id, { from, to: span.to }, caught, PAGE_ROWS);
  await forRows(span, page, (_, part) =>
    work.each("prove", [part], PROVE_EVERY_BLOCKS_MAX, (from, to) => proveRange(deps, from, to, signal)),
  );
}

async function checkUnchecked(
  deps: IngestDeps,
  span: BlockSpan,
  work: RepairWork,
  signal?: AbortSignal,
): Promise<void> {
  const { db, chain, policy } = deps;
  const enough = levelsSought(policy) ?? (policy === "bloom" ? BLOOM_OR_BETTER : undefined);
  if (enough === undefined) return;
  const page = (from: number) => listUnprovenCoverage(db.kysely, chain.id, { from, to: span.to }, PAGE_ROWS, enough);
  await forRows(span, page, (_, part) =>
    work.each("check", [part], JOB_BLOCKS, async (from, to) => {
      if (policy === "bloom") return rereadRange(deps, from, to, signal);
      const shortfall = await checkStretch(deps, from, to, signal);
      if (shortfall !== undefined) throw new Problem("proof_unavailable", shortfall);
    }),
  );
}

const BLOOM_OR_BETTER: readonly CoverageLevel[] = ["bloom", "peers", "self_consistent", "proven"];

/** Goes through rows page by page, each cut to the span, until there are none or the step is given up. */
async function forRows(
  { from, to }: BlockSpan,
  page: (from: number) => Promise<Coverage[]>,
  run: (row: Coverage, part: BlockSpan) => Promise<boolean>,
): Promise<void> {
  for (let next = from; next <= to; ) {
    const rows = await page(next);
    for (const row of rows) {
      next = row.toBlock + 1;
      const part = { from: Math.max(from, row.fromBlock), to: Math.min(to, row.toBlock) };
      if (!(await run(row, part))) return;
    }
    if (rows.length < PAGE_ROWS) return;
  }
}

/** Runs pieces of a step, counts them, and gives a step up that only fails. */
class RepairWork {
  readonly #deps: IngestDeps;
  readonly #report: RepairReport;
  readonly #onProgress: (step: RepairStep, blocks: number) => void;
  readonly #signal: AbortSignal | undefined;
  #failedInARow = 0;
  #step: RepairStep | undefined;

  constructor(
    deps: IngestDeps,
    report: RepairReport,
    onProgress: (step: RepairStep, blocks: number) => void,
    signal: AbortSignal | undefined,
  ) {
    this.#deps = deps;
    this.#report = report;
    this.#onProgress = onProgress;
    this.#signal = signal;
  }

  /** Does the step for each span in pieces of at most `blocksMax`. @returns false when it was given up */
  async each(
    step: RepairStep,
    spans: Iterable<BlockSpan>,
    blocksMax: number,
    run: (from: number, to: number) => Promise<unknown>,
  ): Promise<boolean> {
    if (step !== this.#step) this.#failedInARow = 0;
    this.#step = step;
    for (const span of spans) {
      for (let from = span.from; from <= span.to; from += blocksMax) {
        const to = Math.min(span.to, from + blocksMax - 1);
        this.#signal?.throwIfAborted();
        if (!(await this.#piece(step, { from, to }, run))) return false;
      }
    }
    return true;
  }

  async #piece(
    step: RepairStep,
    { from, to }: BlockSpan,
    run: (from: number, to: number) => Promise<unknown>,
  ): Promise<boolean> {
    const report = this.#report;
    try {
      await askAgain(this.#deps, () => run(from, to), this.#signal);
    } catch (error) {
      if (!(error instanceof Problem) || error.retry === "fatal") throw error;
      fail(report, { step, from, to, reason: error.message });
      this.#failedInARow++;
      return this.#failedInARow < FAILURES_IN_A_ROW_MAX;
    }
    this.#failedInARow = 0;
    report.blocks[step] += to - from + 1;
    this.#onProgress(step, report.blocks[step]);
    return true;
  }
}
