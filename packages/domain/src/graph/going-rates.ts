import { NEWCOMERS_MIN, NewcomerBounds } from "./newcomer-bounds.ts";
import { hitsIn, type Layer, type Standing } from "./novel-edge.ts";
import { WorthHistogram, type WorthHistogramState } from "./worth-histogram.ts";

/** Seconds after which a payment counts half. Ours [E]. */
const HALF_LIFE_S = 15 * 86_400;
/** Payments that the going rate weighs against an address' own past. Ours [E]; 2 instead changes little. */
export const PRIOR_PAYMENTS = 5;

interface Novelty {
  isNovel: boolean;
  isStranger: boolean;
  isSenderNew: boolean;
  isRecipientNew: boolean;
}

export interface GoingRatesState {
  lastTime?: number;
  all: number;
  novel: number;
  stranger: number;
  newSenders: number;
  newRecipients: number;
  worths: WorthHistogramState;
}

/** How common new pairs, strangers and newcomers are on this chain lately: what each surprise is measured against. */
export class GoingRates {
  #lastTime: number | undefined;
  #all = 0;
  #novel = 0;
  #stranger = 0;
  #newSenders = 0;
  #newRecipients = 0;

  #worths = new WorthHistogram();
  readonly #newcomerBounds = { sender: new NewcomerBounds(), recipient: new NewcomerBounds() };

  static from({ worths, ...state }: GoingRatesState): GoingRates {
    const rates = new GoingRates();
    rates.#lastTime = state.lastTime;
    rates.#all = state.all;
    rates.#novel = state.novel;
    rates.#stranger = state.stranger;
    rates.#newSenders = state.newSenders;
    rates.#newRecipients = state.newRecipients;
    rates.#worths = WorthHistogram.from(worths);
    return rates;
  }

  get state(): GoingRatesState {
    return {
      ...(this.#lastTime !== undefined && { lastTime: this.#lastTime }),
      all: this.#all,
      novel: this.#novel,
      stranger: this.#stranger,
      newSenders: this.#newSenders,
      newRecipients: this.#newRecipients,
      worths: this.#worths.state,
    };
  }

  count(time: number, { isNovel, isStranger, isSenderNew, isRecipientNew }: Novelty): void {
    const decay = this.#lastTime === undefined ? 1 : 2 ** ((this.#lastTime - time) / HALF_LIFE_S);
    this.#lastTime = time;
    this.#all = this.#all * decay + 1;
    this.#novel = this.#novel * decay + (isNovel ? 1 : 0);
    this.#stranger = this.#stranger * decay + (isStranger ? 1 : 0);
    this.#newSenders = this.#newSenders * decay + (isNovel && isSenderNew ? 1 : 0);
    this.#newRecipients = this.#newRecipients * decay + (isNovel && isRecipientNew ? 1 : 0);
  }

  /** Share of all payments that are of this layer. */
  shareOf(layer: Layer): number {
    return (layer === "novel" ? this.#novel : this.#stranger) / this.#all;
  }

  /** Share of new pairs whose sender (or recipient) was never seen before. */
  shareOfNewcomers(side: "sender" | "recipient"): number {
    const share = (side === "sender" ? this.#newSenders : this.#newRecipients) / this.#novel;
    return Math.min(0.99, Math.max(NEWCOMERS_MIN, share));
  }

  /** Holds for as long as nothing is counted. */
  newcomerBounds(side: "sender" | "recipient"): NewcomerBounds {
    return this.#newcomerBounds[side].moveTo(this.shareOfNewcomers(side));
  }

  /** Of a payment that every payment of this chain is counted with. */
  countWorth(worth: number): void {
    this.#worths.count(worth);
  }

  /** −log10 of the share of lately counted payments that are worth as much or more. */
  rarityOfWorth(worth: number): number {
    return this.#worths.rarityOf(worth);
  }

  /** −log10 of the larger of two shares: how often either side does what this payment does. */
  weightOf(sender: Standing, recipient: Standing, layer: Layer): number {
    const prior = PRIOR_PAYMENTS * this.shareOf(layer);
    const senders = (hitsIn(sender, layer) + prior) / (sender.total + PRIOR_PAYMENTS);
    const recipients = (hitsIn(recipient, layer) + prior) / (recipient.total + PRIOR_PAYMENTS);
    return -Math.log10(Math.min(1, Math.max(senders, recipients)));
  }
}
