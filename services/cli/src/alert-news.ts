import { EventPayload } from "@redflag/contract/event-payload";
import type { Chain } from "@redflag/domain/chain";
import type { Reason } from "@redflag/domain/heuristic";
import { listEvidenceIn } from "@redflag/store/alert-lookup";
import type { Executor } from "@redflag/store/database";
import { listChainEventsAfter } from "@redflag/store/event-read";

/** An alert event with why: the reasons of the transfer that it is mainly about. */
export interface AlertNews {
  event: EventPayload;
  /** Unix seconds of that transfer's block; absent, as the reasons are, when a reorg has taken it away since. */
  time?: number;
  reasons: readonly Reason[];
}

export type NewsTransfer = EventPayload["transfers"][number];

/** What the event is mainly about: what came, or else what went. */
export function mainTransfer({ transfers }: EventPayload): NewsTransfer | undefined {
  return transfers.findLast((transfer) => transfer.change !== "retracted") ?? transfers[0];
}

const EVENTS_MAX = 200;

/** Reads one chain's alert events as they come, each once, in their order. */
export class NewsReader {
  readonly #chain: Chain;
  #position: number;

  /** @param position of the last event that is no news */
  constructor(chain: Chain, position: number) {
    this.#chain = chain;
    this.#position = position;
  }

  /** What has been committed since the last call; empty when there is nothing. */
  async read(db: Executor): Promise<AlertNews[]> {
    const stored = await listChainEventsAfter(db, this.#chain.id, this.#position, EVENTS_MAX);
    const events = stored.map(({ payload }) => EventPayload.parse(payload));
    const transactions = events.flatMap((event) => mainTransfer(event)?.transaction ?? []);
    const evidence = await listEvidenceIn(
      db,
      stored.map(({ alertId }) => alertId),
      transactions as `0x${string}`[],
    );
    this.#position = stored.at(-1)?.position ?? this.#position;
    return events.map((event, i) => {
      const main = mainTransfer(event);
      const own = evidence.get(stored[i]?.alertId ?? "0x") ?? [];
      const found = own.find(
        ({ transfer }) => transfer.blockNumber === main?.block && transfer.logIndex === main.logIndex,
      );
      return { event, reasons: found?.reasons ?? [], ...(found !== undefined && { time: found.block.time }) };
    });
  }
}
