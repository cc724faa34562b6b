import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type AuditContent, auditText } from "@redflag/domain/audit";
import { AuditFold } from "@redflag/domain/audit-fold";
import { appendAuditTexts } from "@redflag/store/audit-append";
import { getAuditChainId, streamAudit } from "@redflag/store/audit-read";
import { type Executor, openDatabase } from "@redflag/store/database";
import { migrate } from "@redflag/store/migrate";
import { openCluster } from "../cluster.ts";

export interface AuditFigure {
  /** Entries of one transaction, or all of them being verified. */
  what: string;
  rows: number;
  rowsPerSecond: number;
}

/** Transactions one after the other, of so many entries each: as long as that takes a second or two. */
const LOADS = [
  { entries: 1, transactions: 2_000 },
  { entries: 10, transactions: 1_000 },
  { entries: 100, transactions: 400 },
  { entries: 1_000, transactions: 40 },
];

/** How fast the audit grows by one connection, each transaction durable before the next begins, and how fast it is verified. */
export async function runAudit(onStep: (what: string) => void): Promise<AuditFigure[]> {
  const cluster = await openCluster();
  try {
    const url = await cluster.createDatabase("audit");
    const db = await openDatabase({ url, applicationName: "bench" });
    try {
      await migrate(db, join(import.meta.dirname, "../../../migrations"));
      const figures: AuditFigure[] = [];
      for (const { entries, transactions } of LOADS) {
        const what = `appended by ${entries}`;
        onStep(what);
        await cluster.checkpoint();
        figures.push(await timed(what, () => append(db.kysely, entries, transactions)));
      }
      onStep("verified");
      await db.pool.query("vacuum analyze audit_entry");
      figures.push(await timed("verified", () => verify(db.kysely)));
      return figures;
    } finally {
      await db.close();
    }
  } finally {
    await cluster.release();
  }
}

/** @param work gives how many rows it did */
async function timed(what: string, work: () => Promise<number>): Promise<AuditFigure> {
  const begin = performance.now();
  const rows = await work();
  return { what, rows, rowsPerSecond: (1000 * rows) / (performance.now() - begin) };
}

async function append(db: Executor, entries: number, transactions: number): Promise<number> {
  for (let i = 0; i < transactions; i++) {
    await appendAuditTexts(
      db,
      Array.from({ length: entries }, () => auditText(readEntry())),
    );
  }
  return entries * transactions;
}

async function verify(db: Executor): Promise<number> {
  const fold = new AuditFold({ database: await getAuditChainId(db), firstSeq: 1 });
  let rows = 0;
  for await (const { columnsFit, ...row } of streamAudit(db, 1)) {
    fold.addRow(row, columnsFit);
    rows++;
  }
  if (fold.broken) throw new Error("the audit does not verify");
  return rows;
}

/** As the API records that a key has read an event. */
function readEntry(): AuditContent {
  return {
    at: new Date().toISOString(),
    actor: { kind: "key", id: "0f7c9c52-8f0b-4f2c-9d4c-2b7f6a1f9d10", name: "settlement desk" },
    action: "event.read",
    outcome: "done",
    subject: `event:0x${randomUUID().replaceAll("-", "").repeat(2)}`,
    requestId: randomUUID(),
    ip: "127.0.0.1",
  };
}

export function auditFiguresText(figures: readonly AuditFigure[]): string {
  const lines = figures.map(
    ({ what, rows, rowsPerSecond }) =>
      what.padEnd(20) + String(rows).padStart(8) + String(Math.round(rowsPerSecond)).padStart(10),
  );
  return [`${"entries".padEnd(20)}    rows    rows/s`, ...lines].join("\n");
}
