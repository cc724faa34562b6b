import { findChainById } from "@redflag/domain/chain-registry";
import { keptReading } from "@redflag/runtime/kept-reading";
import type { Database } from "@redflag/store/database";
import { listEventAges } from "@redflag/store/event-age";
import { Gauge, type Registry } from "prom-client";

const SCRAPE_MS = 2_000;

/** How old what is told is, from the tables. */
export function registerEventGauges(registry: Registry, db: Database): void {
  const ages = keptReading(SCRAPE_MS, () => listEventAges(db.kysely));
  new Gauge({
    name: "redflag_event_age_seconds",
    help: "From the time of a block until what was found in it was committed as an event, over the last five minutes: mean and worst",
    labelNames: ["chain", "of"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { chainId, meanS, worstS } of await ages()) {
        const chain = findChainById(chainId)?.name;
        if (chain === undefined) continue;
        this.set({ chain, of: "mean" }, meanS);
        this.set({ chain, of: "worst" }, worstS);
      }
    },
  });
}
