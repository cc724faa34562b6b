import type { Verdict } from "./classify-answer.ts";

/** Of a limit on results only so much is aimed at: blocks are not alike. */
const FILL = 0.8;
/** Where no limit is known, pieces grow up to this part of what was refused, and no further. */
const REFUSED_FILL = 0.75;
const GROWTH = 1.25;
/** Where nothing but a status says that it was too much. */
const GUESS_DIVISOR = 10;
/** Blocks after which the density of logs is mostly that of the last answers. */
const DENSITY_BLOCKS = 32;
/** A refused size may be tried again once logs are a quarter as dense, and were answered for so many blocks since. */
const CALM_FACTOR = 4;
const CALM_BLOCKS_MIN = 1_000;

/** What one endpoint takes in one `eth_getLogs`, as it was learned: its own cap, and its limit on results. */
export class LogLimits {
  /** Lasting: a plan's cap is not lifted by time. */
  #blocksMax = Number.POSITIVE_INFINITY;
  #resultsMax: number | undefined;
  /** The smallest refused for its results, and the logs per block by which that was too much. */
  #refused: { blocks: number; density: number } | undefined;
  #blocksSinceRefusal = 0;
  /** Blocks of a piece after such a refusal; grows back while it is well. */
  #width = Number.POSITIVE_INFINITY;
  /** Logs per block, of the last answers. */
  #density: number | undefined;
  #hasAnswered = false;
  #isUnable = false;

  /** Logs of a single block were refused, and no logs were ever given: the endpoint does not serve them. */
  get isUnable(): boolean {
    return this.#isUnable;
  }

  /** For whoever looks: the lasting cap in blocks and the limit on results, undefined where none is known. */
  get learned(): { blocksMax: number | undefined; resultsMax: number | undefined } {
    const blocksMax = Number.isFinite(this.#blocksMax) ? this.#blocksMax : undefined;
    return { blocksMax, resultsMax: this.#resultsMax };
  }

  /** Blocks to ask for at once: at least one, infinite where nothing is known. */
  widthNow(): number {
    const byDensity =
      this.#resultsMax !== undefined && this.#density ? (FILL * this.#resultsMax) / this.#density : this.#width;
    const width = Math.min(this.#blocksMax, this.#width, byDensity, this.#refusedBlocks() - 1);
    return Math.max(1, Math.floor(width));
  }

  answered(blocks: number, logs: number): void {
    this.#hasAnswered = true;
    this.#isUnable = false;
    this.#blocksSinceRefusal += blocks;
    const weight = blocks / (blocks + DENSITY_BLOCKS);
    this.#density =
      this.#density === undefined ? logs / blocks : this.#density + weight * (logs / blocks - this.#density);
    if (!Number.isFinite(this.#width) || blocks < this.#width / 2) return;
    const bound = this.#resultsMax === undefined ? REFUSED_FILL * this.#refusedBlocks() : Number.POSITIVE_INFINITY;
    this.#width = Math.max(this.#width, Math.min(GROWTH * this.#width + 1, bound));
  }

  /**
   * Remembers a refusal that asking for less can meet.
   * @param blocks how many were asked for at once
   * @returns blocks to ask for instead of these: fewer, unless it was one
   */
  refused(blocks: number, verdict: Verdict): number {
    if (blocks === 1) {
      this.#isUnable ||= !this.#hasAnswered && verdict.isGuess === undefined;
      return 1;
    }
    if (verdict.isGuess) return Math.max(1, Math.floor(blocks / GUESS_DIVISOR));
    const { class: answerClass, blocksMax, resultsMax, suggested } = verdict;
    const stated = blocksMax !== undefined && blocksMax < blocks ? blocksMax : undefined;
    if (stated !== undefined) this.#blocksMax = Math.min(this.#blocksMax, stated);
    if (answerClass === "range_limit") {
      this.#blocksMax = Math.min(this.#blocksMax, stated ?? Math.floor(blocks / 2));
      return Math.min(blocks - 1, this.widthNow());
    }
    if (resultsMax !== undefined) this.#resultsMax = Math.min(this.#resultsMax ?? resultsMax, resultsMax);
    this.#blocksSinceRefusal = 0;
    const density = this.#densityOfRefused(blocks);
    if (this.#refused === undefined || blocks < this.#refused.blocks) this.#refused = { blocks, density };
    this.#width = Math.min(this.#width, this.#fittingWidth(blocks, density, suggested));
    return Math.min(blocks - 1, this.widthNow());
  }

  /** At least what exceeds the limit stands in those blocks, whatever others held. */
  #densityOfRefused(blocks: number): number {
    const known = this.#density ?? 0;
    const limit = this.#resultsMax ?? known * blocks;
    return known * blocks > limit ? known : (2 * limit) / blocks;
  }

  #fittingWidth(blocks: number, density: number, suggested: Verdict["suggested"]): number {
    if (suggested !== undefined) return Math.min(blocks - 1, suggested.to - suggested.from + 1);
    if (this.#resultsMax === undefined || density === 0) return Math.max(1, Math.floor(blocks / 2));
    return Math.min(blocks - 1, Math.max(1, Math.floor((FILL * this.#resultsMax) / density)));
  }

  /** A refused size stays refused until logs have long been much rarer than they were. */
  #refusedBlocks(): number {
    const refused = this.#refused;
    if (refused === undefined) return Number.POSITIVE_INFINITY;
    const isCalm = this.#density !== undefined && this.#density * CALM_FACTOR < refused.density;
    if (!isCalm || this.#blocksSinceRefusal < Math.max(CALM_BLOCKS_MIN, 4 * refused.blocks)) return refused.blocks;
    this.#refused = undefined;
    return Number.POSITIVE_INFINITY;
  }
}
