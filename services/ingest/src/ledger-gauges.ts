import type { Chain } from "@redflag/domain/chain";
import { keptReading } from "@redflag/runtime/kept-reading";
import { findCoverageTally } from "@redflag/store/coverage-tally";
import type { Database } from "@redflag/store/database";
import { findDatabaseBytes } from "@redflag/store/installation-fact";
import { type LedgerStanding, readLedgerStanding } from "@redflag/store/ledger-standing";
import { listWaitingBlocks } from "@redflag/store/waiting-blocks";
import { Gauge, type Registry } from "prom-client";

/** All gauges of one answer are of one reading. */
const SCRAPE_MS = 2_000;
/** What goes through all rows of coverage, and through the database's files. */
const COSTLY_MS = 60_000;

interface ChainGauge {
  name: string;
  help: string;
  read: (standing: LedgerStanding) => number | undefined;
}

const GAUGES: readonly ChainGauge[] = [
  {
    name: "redflag_head_age_seconds",
    help: "Since the chain's head was last seen by whatever process",
    read: ({ head }) => head?.ageS,
  },
  {
    name: "redflag_ledger_behind_blocks",
    help: "Blocks between the chain's head and the last block that was read without a gap",
    read: ({ lag }) => lag?.blocks,
  },
  {
    name: "redflag_ledger_behind_seconds",
    help: "Age of the last block that was read without a gap, 0 where the head is reached",
    read: ({ lag }) => lag?.seconds,
  },
  {
    name: "redflag_coverage_gaps",
    help: "Stretches that are missing between the first and the last block of the ledger, without what is on its way",
    read: ({ gaps }) => gaps.count,
  },
  {
    name: "redflag_coverage_gap_blocks",
    help: "Blocks in the stretches that redflag_coverage_gaps counts",
    read: ({ gaps }) => gaps.blocks,
  },
];

/** How reading stands, from the tables: true for every process that follows the chain. */
export function registerLedgerGauges(registry: Registry, db: Database, chains: readonly Chain[]): void {
  const registers = [registry];
  const standings = keptReading(SCRAPE_MS, () =>
    Promise.all(
      chains.map(async ({ id, name }) => ({
        chain: name,
        standing: await readLedgerStanding(db.kysely, id, new Date()),
      })),
    ),
  );
  for (const { name, help, read } of GAUGES) {
    new Gauge({
      name,
      help,
      labelNames: ["chain"],
      registers,
      async collect() {
        this.reset();
        for (const { chain, standing } of await standings()) {
          const value = read(standing);
          if (value !== undefined) this.set({ chain }, value);
        }
      },
    });
  }
  new Gauge({
    name: "redflag_disagreements",
    help: "Answers of endpoints in 24 hours that a proof or another answer contradicted: caught, or undecided who is wrong",
    labelNames: ["chain", "verdict"],
    registers,
    async collect() {
      for (const { chain, standing } of await standings()) {
        this.set({ chain, verdict: "caught" }, standing.disagreements.caught);
        this.set({ chain, verdict: "undecided" }, standing.disagreements.undecided);
      }
    },
  });
  registerWorkGauge(registry, db, chains);
  registerCostlyGauges(registry, db, chains);
}

function registerWorkGauge(registry: Registry, db: Database, chains: readonly Chain[]): void {
  new Gauge({
    name: "redflag_waiting_blocks",
    help: "Blocks that wait for a stage: read, prove, screen or backfill",
    labelNames: ["chain", "stage"],
    registers: [registry],
    async collect() {
      this.reset();
      for (const { id, name } of chains) {
        for (const { stage, blocks } of await listWaitingBlocks(db.kysely, id))
          this.set({ chain: name, stage }, blocks);
      }
    },
  });
}

function registerCostlyGauges(registry: Registry, db: Database, chains: readonly Chain[]): void {
  const refused = keptReading(COSTLY_MS, () =>
    Promise.all(
      chains.map(async ({ id, name }) => ({
        chain: name,
        count: (await findCoverageTally(db.kysely, id))?.refusedLogs ?? 0,
      })),
    ),
  );
  const bytes = keptReading(COSTLY_MS, () => findDatabaseBytes(db.kysely));
  new Gauge({
    name: "redflag_refused_logs",
    help: "Logs of known contracts that could not be decoded",
    labelNames: ["chain"],
    registers: [registry],
    async collect() {
      for (const { chain, count } of await refused()) this.set({ chain }, count);
    },
  });
  new Gauge({
    name: "redflag_database_bytes",
    help: "Size of the database on its server's disk",
    registers: [registry],
    async collect() {
      this.set(await bytes());
    },
  });
}
