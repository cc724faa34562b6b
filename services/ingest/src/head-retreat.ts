import type { Chain } from "@redflag/domain/chain";
import type { Logger } from "@redflag/runtime/logger";

/**
 * A head that goes back is told, once for each depth: it comes from a replica that lags behind a balancer, and back again
 * with the next question. Nothing is rewound for it; only another block in the place of one that the ledger holds does that.
 */
export class HeadRetreat {
  readonly #chain: Chain;
  readonly #logger: Logger;
  #highest = -1;
  #deepestTold = 0;

  constructor(chain: Chain, logger: Logger) {
    this.#chain = chain;
    this.#logger = logger;
  }

  note(head: number): void {
    const depth = this.#highest - head;
    this.#highest = Math.max(this.#highest, head);
    if (depth <= this.#deepestTold) return;
    this.#deepestTold = depth;
    const msg = "the chain's head went back: an endpoint lags, or a reorg is shorter yet; nothing is rewound for it";
    this.#logger.warn({ msg, chain: this.#chain.name, from: this.#highest, to: head });
  }
}
