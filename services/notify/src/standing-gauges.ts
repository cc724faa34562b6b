import { keptReading } from "@redflag/runtime/kept-reading";
import { listOpenConditions } from "@redflag/store/condition";
import type { Database } from "@redflag/store/database";
import { listOwedDeliveries } from "@redflag/store/delivery-count";
import { countNotices } from "@redflag/store/operator-notice";
import { listWaitingRows } from "@redflag/store/waiting-work";
import { Gauge, type Registry } from "prom-client";

/** All gauges of one answer are of one reading. */
const SCRAPE_MS = 2_000;

/** What is owed, what waits and what needs somebody, from the tables: true for every process. */
export function registerStandingGauges(registry: Registry, db: Database): void {
  registerDeliveryGauges(registry, db);
  registerWorkGauges(registry, db);
  registerOperatorGauges(registry, db);
}

function registerDeliveryGauges(registry: Registry, db: Database): void {
  const owed = keptReading(SCRAPE_MS, () => listOwedDeliveries(db.kysely));
  new Gauge({
    name: "redflag_deliveries",
    help: "Deliveries to webhooks that are due, late (due for more than a minute), waiting for a later attempt, or dead (given up in 24 hours)",
    labelNames: ["state"],
    registers: [registry],
    async collect() {
      const all = await owed();
      for (const state of ["due", "late", "waiting", "dead"] as const)
        this.set(
          { state },
          all.reduce((sum, each) => sum + each[state], 0),
        );
    },
  });
  new Gauge({
    name: "redflag_delivery_oldest_due_seconds",
    help: "For how long the oldest delivery that is due has waited; 0 where none is due",
    registers: [registry],
    async collect() {
      const times = (await owed()).flatMap(({ oldestDueAt }) =>
        oldestDueAt === undefined ? [] : [oldestDueAt.getTime()],
      );
      this.set(times.length === 0 ? 0 : Math.max(0, (Date.now() - Math.min(...times)) / 1_000));
    },
  });
}

function registerWorkGauges(registry: Registry, db: Database): void {
  const waiting = keptReading(SCRAPE_MS, () => listWaitingRows(db.kysely));
  new Gauge({
    name: "redflag_waiting_rows",
    help: "Rows that say that something is to be done, by kind, and that nobody is at",
    labelNames: ["kind"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const row of await waiting()) this.inc({ kind: row.kind }, row.waiting);
    },
  });
  new Gauge({
    name: "redflag_waiting_oldest_seconds",
    help: "Age of the oldest row of a kind that is not done",
    labelNames: ["kind"],
    registers: [registry],
    async collect() {
      this.reset();
      const byKind = Map.groupBy(await waiting(), ({ kind }) => kind);
      for (const [kind, rows] of byKind) {
        const times = rows.flatMap(({ oldestAt }) => (oldestAt === undefined ? [] : [oldestAt.getTime()]));
        this.set({ kind }, times.length === 0 ? 0 : Math.max(0, (Date.now() - Math.min(...times)) / 1_000));
      }
    },
  });
}

function registerOperatorGauges(registry: Registry, db: Database): void {
  new Gauge({
    name: "redflag_conditions",
    help: "What needs an operator and is not over, by kind: as `redflag notifications` lists it",
    labelNames: ["kind", "severity"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { kind, severity } of await listOpenConditions(db.kysely)) this.inc({ kind, severity });
    },
  });
  new Gauge({
    name: "redflag_operator_notices",
    help: "Notices to operators that have not arrived (waiting) or were given up in 24 hours (dead)",
    labelNames: ["way", "state"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { way, state, count } of await countNotices(db.kysely)) this.set({ way, state }, count);
    },
  });
}
