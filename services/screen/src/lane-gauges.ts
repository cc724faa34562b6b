import type { Chain } from "@redflag/domain/chain";
import { countAlertsByState } from "@redflag/store/alert-lookup";
import { findCut } from "@redflag/store/cut";
import type { Database } from "@redflag/store/database";
import { findLag } from "@redflag/store/lag";
import { findLane } from "@redflag/store/lane";
import { countScreeningGaps } from "@redflag/store/screening-gap";
import { findTip } from "@redflag/store/tip";
import { listWithheld } from "@redflag/store/withheld";
import { Gauge, type Registry } from "prom-client";
import { registerBacktestGauges } from "./backtest-gauges.ts";
import { registerCrossChainGauges } from "./cross-chain-gauges.ts";

/**
 * Where each lane stands, read from the tables when somebody asks: true for every process that works on the chain, and
 * after any restart.
 */
export function registerLaneGauges(registry: Registry, db: Database, chains: readonly Chain[]): void {
  registerCrossChainGauges(registry, db);
  registerBacktestGauges(registry, db);
  new Gauge({
    name: "redflag_lane_stopped",
    help: "1 while the lane stands still until an operator runs `redflag rebuild`",
    labelNames: ["chain"],
    registers: [registry],
    async collect() {
      for (const chain of chains) {
        const lane = await findLane(db.kysely, chain.id);
        if (lane !== undefined) this.set({ chain: chain.name }, lane.stopped === undefined ? 0 : 1);
      }
    },
  });
  new Gauge({
    name: "redflag_lane_block",
    help: "Block number that the lane has reached: head is the chain's own, screened and final are the lane's",
    labelNames: ["chain", "position"],
    registers: [registry],
    async collect() {
      for (const chain of chains) {
        const tip = await findTip(db.kysely, chain.id);
        const lane = await findLane(db.kysely, chain.id);
        if (tip !== undefined) this.set({ chain: chain.name, position: "head" }, tip.head.number);
        if (lane === undefined) continue;
        this.set({ chain: chain.name, position: "screened" }, lane.headPosition);
        this.set({ chain: chain.name, position: "final" }, lane.finalPosition);
      }
    },
  });
  new Gauge({
    name: "redflag_behind_blocks",
    help: "Blocks between the chain's head as it was last seen and the last block that was screened",
    labelNames: ["chain"],
    registers: [registry],
    async collect() {
      for (const chain of chains) {
        const lag = await findLag(db.kysely, chain.id);
        if (lag !== undefined) this.set({ chain: chain.name }, lag.blocks);
      }
    },
  });
  new Gauge({
    name: "redflag_behind_seconds",
    help: "Age of the last block that was screened, 0 where the head is reached",
    labelNames: ["chain"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const chain of chains) {
        const lag = await findLag(db.kysely, chain.id);
        if (lag?.seconds !== undefined) this.set({ chain: chain.name }, lag.seconds);
      }
    },
  });
  new Gauge({
    name: "redflag_dropped_block",
    help: "Last block that retention has dropped from the ledger; absent where it has dropped none",
    labelNames: ["chain"],
    registers: [registry],
    async collect() {
      for (const chain of chains) {
        const cut = await findCut(db.kysely, chain.id);
        if (cut !== undefined) this.set({ chain: chain.name }, cut.block);
      }
    },
  });
  new Gauge({
    name: "redflag_screening_gaps",
    help: "Transfers that a rule failed on; `redflag rebuild` judges them again",
    labelNames: ["chain"],
    registers: [registry],
    async collect() {
      for (const chain of chains) this.set({ chain: chain.name }, await countScreeningGaps(db.kysely, chain.id));
    },
  });
  new Gauge({
    name: "redflag_withheld",
    help: "Transfers that a rule could not be judged on, by cause",
    labelNames: ["chain", "heuristic", "cause"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const chain of chains) {
        for (const { heuristic, cause, count } of await listWithheld(db.kysely, chain.id)) {
          this.inc({ chain: chain.name, heuristic, cause }, count);
        }
      }
    },
  });
  new Gauge({
    name: "redflag_alerts",
    help: "Alerts by state",
    labelNames: ["chain", "state"],
    registers: [registry],
    async collect() {
      for (const chain of chains) {
        for (const [state, count] of Object.entries(await countAlertsByState(db.kysely, chain.id))) {
          this.set({ chain: chain.name, state }, count);
        }
      }
    },
  });
}
