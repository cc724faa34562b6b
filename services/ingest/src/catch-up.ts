import type { Chain } from "@redflag/domain/chain";
import { durationText } from "@redflag/domain/duration-text";
import type { Lag } from "@redflag/store/lag";

/** What is worth telling of a chain that is behind. */
export interface CatchUpNews {
  msg: string;
  chain: string;
  behindBlocks: number;
  behindSeconds?: number;
  /** Screened, since it was last told. */
  blocksPerSecond?: number;
  secondsLeft?: number;
}

/** Told no more often than this. */
const TELL_MS = 10_000;
/** A follower is a few blocks behind now and then: what takes the chain a minute is more than that. */
const BEHIND_MS = 60_000;
const BEHIND_BLOCKS_MIN = 10;

const count = new Intl.NumberFormat("en-US");

/** Tells how far a chain is behind, how fast it comes nearer, and when it has caught up. */
export class CatchUp {
  readonly #chain: Chain;
  readonly #behindBlocks: number;
  #told: { blocks: number; position: number; atMs: number } | undefined;

  constructor(chain: Chain) {
    this.#chain = chain;
    this.#behindBlocks = Math.max(BEHIND_BLOCKS_MIN, Math.ceil(BEHIND_MS / chain.blockTimeMs));
  }

  /** @returns what is to be told now, if anything */
  note({ position, blocks, seconds }: Lag, nowMs: number): CatchUpNews | undefined {
    const { name } = this.#chain;
    const told = this.#told;
    if (told !== undefined && blocks < this.#behindBlocks / 2) {
      this.#told = undefined;
      return { msg: `${name} has caught up: screened to block ${position}`, chain: name, behindBlocks: blocks };
    }
    if (told === undefined ? blocks < this.#behindBlocks : nowMs - told.atMs < TELL_MS) return undefined;
    this.#told = { blocks, position, atMs: nowMs };
    const age = seconds === undefined ? "" : ` (${durationText(seconds)})`;
    const behind = `${name} is ${count.format(blocks)} blocks${age} behind`;
    const facts = { chain: name, behindBlocks: blocks, ...(seconds !== undefined && { behindSeconds: seconds }) };
    if (told === undefined) return { msg: behind, ...facts };
    const elapsedS = (nowMs - told.atMs) / 1000;
    const blocksPerSecond = Math.max(0, round((position - told.position) / elapsedS));
    const nearer = (told.blocks - blocks) / elapsedS;
    const pace = `${count.format(blocksPerSecond)} blocks/s`;
    if (nearer <= 0) return { msg: `${behind}; ${pace}, and comes no nearer`, ...facts, blocksPerSecond };
    const secondsLeft = Math.ceil(blocks / nearer);
    return {
      msg: `${behind}; ${pace}, about ${durationText(secondsLeft)} left`,
      ...facts,
      blocksPerSecond,
      secondsLeft,
    };
  }
}

/** Whole blocks where that says enough. */
function round(perSecond: number): number {
  return perSecond >= 10 ? Math.round(perSecond) : Math.round(perSecond * 10) / 10;
}
