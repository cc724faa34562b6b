import type { Database } from "@redflag/store/database";
import { Gauge, type Registry } from "prom-client";
import { findCrossChainStanding } from "./cross-chain-standing.ts";

/** Where the stage over all lanes stands, and which lane holds it back; nothing where no lane's chain has a known bridge. */
export function registerCrossChainGauges(registry: Registry, db: Database): void {
  new Gauge({
    name: "redflag_cross_chain_judged_timestamp_seconds",
    help: "Block time before which all that arrived by bridges is judged",
    registers: [registry],
    async collect() {
      const { judgedBefore, lanes } = await findCrossChainStanding(db.kysely);
      if (lanes.length > 0) this.set(judgedBefore);
    },
  });
  new Gauge({
    name: "redflag_cross_chain_lane_timestamp_seconds",
    help: "Block time up to which a lane's final blocks are read for what bridges say: the lowest holds back all others",
    labelNames: ["chain"],
    registers: [registry],
    async collect() {
      for (const { chain, clock } of (await findCrossChainStanding(db.kysely)).lanes) {
        this.set({ chain: chain.name }, clock);
      }
    },
  });
}
