import { countOpenBacktests } from "@redflag/store/backtest";
import type { Database } from "@redflag/store/database";
import { Gauge, type Registry } from "prom-client";

/** How many backtests wait and run: of those that wait long, no process is left to run them. */
export function registerBacktestGauges(registry: Registry, db: Database): void {
  new Gauge({
    name: "redflag_backtests",
    help: "Backtests that wait (queued) and that a screening process runs (running)",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const { queued, running } = await countOpenBacktests(db.kysely);
      this.set({ state: "queued" }, queued);
      this.set({ state: "running" }, running);
    },
  });
}
