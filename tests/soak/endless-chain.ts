import type { Hash } from "@redflag/domain/hex";
import { StrangersDraw } from "../bench/chain/draw-strangers.ts";
import type { PaymentDraw } from "../bench/chain/payment-draw.ts";
import { buildLiveBlock } from "../bench/live/build-live-block.ts";
import type { ChainLoad } from "../bench/live/chain-load.ts";
import { jittered } from "../bench/live/draw-live-chain.ts";
import type { LiveBlock } from "../bench/live/live-block.ts";
import { type DrawnBlock, LiveDraw, listedAddresses } from "../bench/live/live-draw.ts";
import type { ServedChain } from "../bench/server/served-chain.ts";
import { Random } from "../simulator/random.ts";

/** So that hits are of many subjects, as they are where somebody works. */
export const LISTED = listedAddresses(2_000);
/** How far behind the head blocks are called final. */
const FINAL_AFTER_MS = 15_000;
/** Above what could be called final while a reorg is being built. */
const REORG_WITHIN_MS = 10_000;
const REORG_BLOCKS_MAX = 3;
/** Older blocks are forgotten: whoever follows the head has long read them. */
const KEPT_MS = 600_000;
const FORGET_EVERY_BLOCKS = 100;
const COMMA = Buffer.from(",");

/** What a chain brought since it was last asked. */
export interface ChainNews {
  blocks: number;
  payments: number;
  reorgs: number;
  /** Payments of listed addresses, and when their block could be seen, as `Date.now` counts. */
  listed: Array<{ hash: Hash; atMs: number }>;
  /** Of them, those that a reorg has taken away; never to come back. */
  gone: Hash[];
}

export interface EndlessOptions {
  /** Between two reorgs, about. */
  reorgEveryMs: number;
  /** One payment in so many goes to a listed address. */
  listedOneIn: number;
}

/** How a chain goes on. */
interface Pace {
  beginMs: number;
  transfersPerS: number;
  /** The chain's customers where nobody else is named. */
  who?: PaymentDraw;
}

interface KeptBlock extends LiveBlock {
  time: number;
  payments: number;
}

/** A chain that goes on for as long as somebody lets it, reorganises now and then, and forgets what is old. */
export class EndlessChain implements ServedChain {
  readonly chainId: number;
  readonly #load: ChainLoad;
  readonly #draw: LiveDraw;
  readonly #random: Random;
  readonly #strangers: StrangersDraw;
  readonly #reorgEveryMs: number;
  readonly #blocks = new Map<number, KeptBlock>();
  readonly #numbers = new Map<string, number>();
  #first: number;
  #last: number;
  #final: number;
  #parentHash: Hash;
  #pace: Pace = { beginMs: Number.POSITIVE_INFINITY, transfersPerS: 0 };
  #nextMs = Number.POSITIVE_INFINITY;
  #reorgMs = Number.POSITIVE_INFINITY;
  #paid = 0;
  #news: ChainNews = emptyNews();

  private constructor(load: ChainLoad, { reorgEveryMs, listedOneIn }: EndlessOptions) {
    this.#load = load;
    this.chainId = load.chain.id;
    this.#draw = new LiveDraw(load, LISTED, listedOneIn);
    this.#random = new Random(`soak of ${load.chain.name}`);
    this.#strangers = new StrangersDraw(new Random(`strangers of ${load.chain.name}`));
    this.#reorgEveryMs = reorgEveryMs;
    this.#first = load.firstBlock;
    this.#last = load.firstBlock - 1;
    this.#final = load.firstBlock;
    this.#parentHash = this.#draw.hashBefore();
  }

  /** With one block, until it begins. */
  static async open(load: ChainLoad, options: EndlessOptions): Promise<EndlessChain> {
    const chain = new EndlessChain(load, options);
    await chain.#append(chain.#draw.draw(0), Math.floor(Date.now() / 1000), 0);
    return chain;
  }

  begin(atMs: number): void {
    this.#setPace({ beginMs: atMs, transfersPerS: this.#load.transfersPerS });
  }

  /** So many payments a second, nearly each of two that never met, until it begins. */
  fill(atMs: number, transfersPerS: number): void {
    this.#setPace({ beginMs: atMs, transfersPerS, who: this.#strangers });
  }

  #setPace(pace: Pace): void {
    [this.#pace, this.#nextMs, this.#paid] = [pace, pace.beginMs, 0];
    this.#reorgMs = pace.beginMs + this.#reorgWait();
  }

  get firstBlock(): number {
    return this.#first;
  }

  get lastBlock(): number {
    return this.#last;
  }

  get finalBlock(): number {
    return this.#final;
  }

  /** Brings what is due by now. */
  async grow(nowMs: number): Promise<void> {
    while (this.#nextMs <= nowMs) {
      const { transfersPerS, beginMs } = this.#pace;
      const due = Math.floor((transfersPerS * (this.#nextMs - beginMs)) / 1000);
      await this.#append(this.#drawn(due - this.#paid), Math.floor(this.#nextMs / 1000), due - this.#paid);
      this.#paid = due;
      this.#nextMs += jittered(this.#load.chain.blockTimeMs, this.#random);
    }
    if (this.#reorgMs <= nowMs) {
      this.#reorgMs = nowMs + this.#reorgWait();
      await this.#reorganise(nowMs);
    }
    while (this.#final < this.#last && this.#at(this.#final + 1).atMs <= nowMs - FINAL_AFTER_MS) this.#final++;
    if (this.#last - this.#first > FORGET_EVERY_BLOCKS) this.#forget(nowMs);
  }

  takeNews(): ChainNews {
    const news = this.#news;
    this.#news = emptyNews();
    return news;
  }

  numberOf(hash: string): number | undefined {
    return this.#numbers.get(hash);
  }

  header(number: number): Buffer {
    return this.#at(number).header;
  }

  receipts(number: number): Buffer | undefined {
    return this.#at(number).receipts;
  }

  logs(from: number, to: number): Buffer {
    const pieces: Buffer[] = [];
    for (let number = from; number <= to; number++) {
      const { logs } = this.#at(number);
      if (logs.length > 0) pieces.push(COMMA, logs);
    }
    return Buffer.concat(pieces.slice(1));
  }

  async #append({ transactions, listedTransactions }: DrawnBlock, time: number, payments: number): Promise<void> {
    const plan = { number: this.#last + 1, time, parentHash: this.#parentHash, transactions };
    const built = await buildLiveBlock(this.#load, plan, this.#draw.tokens);
    const atMs = Date.now();
    this.#blocks.set(plan.number, { ...built, atMs, listedTransactions, time, payments });
    this.#numbers.set(built.hash, plan.number);
    [this.#last, this.#parentHash] = [plan.number, built.hash];
    this.#news.blocks++;
    this.#news.payments += payments;
    this.#news.listed.push(...listedTransactions.map((hash) => ({ hash, atMs })));
  }

  /** Puts others in the place of the last blocks, with as many payments, none of which was there before. */
  async #reorganise(nowMs: number): Promise<void> {
    const dropped: KeptBlock[] = [];
    const depth = this.#random.between(1, REORG_BLOCKS_MAX);
    while (dropped.length < depth && this.#last > this.#final) {
      const block = this.#at(this.#last);
      if (block.atMs < nowMs - REORG_WITHIN_MS) break;
      dropped.unshift(block);
      this.#blocks.delete(block.number);
      this.#numbers.delete(block.hash);
      this.#last--;
    }
    const parent = this.#blocks.get(this.#last);
    if (dropped.length === 0 || parent === undefined) return;
    this.#parentHash = parent.hash;
    this.#news.reorgs++;
    for (const { time, payments, listedTransactions } of dropped) {
      this.#news.gone.push(...listedTransactions);
      this.#news.payments -= payments;
      await this.#append(this.#drawn(payments), time, payments);
    }
  }

  #drawn(payments: number): DrawnBlock {
    return this.#draw.draw(payments, this.#pace.who);
  }

  #forget(nowMs: number): void {
    for (; this.#first < this.#final; this.#first++) {
      const { hash, atMs } = this.#at(this.#first);
      if (atMs > nowMs - KEPT_MS) break;
      this.#blocks.delete(this.#first);
      this.#numbers.delete(hash);
    }
  }

  #reorgWait(): number {
    return (this.#reorgEveryMs * this.#random.between(50, 150)) / 100;
  }

  #at(number: number): KeptBlock {
    const block = this.#blocks.get(number);
    if (block === undefined) throw new RangeError(`no block ${number}`);
    return block;
  }
}

function emptyNews(): ChainNews {
  return { blocks: 0, payments: 0, reorgs: 0, listed: [], gone: [] };
}
