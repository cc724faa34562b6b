import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import type { Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { USD } from "@redflag/domain/flow-worth";
import type { Reason } from "@redflag/domain/heuristic";
import { recordPayment } from "@redflag/domain/payment-record";
import { findToken } from "@redflag/domain/token-registry";
import { InputCache } from "@redflag/screen/input-cache";
import { listEvidenceIn } from "@redflag/store/alert-lookup";
import type { Executor } from "@redflag/store/database";
import { listChainEventsAfter } from "@redflag/store/event-read";
import { listRateVersions } from "@redflag/store/rate";

/** An alert event with why: the reasons of the transfer that it is mainly about. */
export interface AlertNews {
  event: AlertEventPayload;
  /** Unix seconds of that transfer's block; absent, as the reasons are, when a reorg has taken it away since. */
  time?: number;
  reasons: readonly Reason[];
  /** What it was worth that day in US dollars, where the token is of another currency and there is a rate. */
  worth?: readonly string[];
}

export type NewsTransfer = AlertEventPayload["transfers"][number];

/** What the event is mainly about: what came, or else what went. */
export function mainTransfer({ transfers }: AlertEventPayload): NewsTransfer | undefined {
  return transfers.findLast((transfer) => transfer.change !== "retracted") ?? transfers[0];
}

const EVENTS_MAX = 200;

/** Reads one chain's alert events as they come, each once, in their order. */
export class NewsReader {
  readonly #chain: Chain;
  readonly #inputs = new InputCache();
  #position: number;

  /** @param position of the last event that is no news */
  constructor(chain: Chain, position: number) {
    this.#chain = chain;
    this.#position = position;
  }

  /** What has been committed since the last call; empty when there is nothing. */
  async read(db: Executor): Promise<AlertNews[]> {
    const stored = await listChainEventsAfter(db, this.#chain.id, this.#position, EVENTS_MAX);
    const events = stored.map(({ payload }) => AlertEventPayload.parse(payload));
    const transactions = events.flatMap((event) => mainTransfer(event)?.transaction ?? []);
    const evidence = await listEvidenceIn(
      db,
      stored.map(({ alertId }) => alertId),
      transactions as `0x${string}`[],
    );
    this.#position = stored.at(-1)?.position ?? this.#position;
    const news: AlertNews[] = [];
    for (const [i, event] of events.entries()) {
      const main = mainTransfer(event);
      const own = evidence.get(stored[i]?.alertId ?? "0x") ?? [];
      const found = own.find(
        ({ transfer }) => transfer.blockNumber === main?.block && transfer.logIndex === main.logIndex,
      );
      if (found === undefined) news.push({ event, reasons: [] });
      else news.push({ event, reasons: found.reasons, time: found.block.time, worth: await this.#worthOf(db, found) });
    }
    return news;
  }

  /** By the newest rates: an alert's own are those of its epoch, and `redflag alert show` tells by them. */
  async #worthOf(db: Executor, payment: Evidence): Promise<readonly string[]> {
    const known = findToken(this.#chain.name, payment.transfer.token);
    if (known === undefined || known.token.peg === USD) return [];
    const rates = await this.#inputs.ratesFor(db, { lists: {}, heuristics: [], rates: await listRateVersions(db) });
    return recordPayment({ chain: this.#chain, rates }, "finding", payment).worth;
  }
}
