import type { Database } from "@redflag/store/database";
import { getReportByNumber, type SeenReport } from "@redflag/store/report-file";
import { auditedWrite } from "./audited-write.ts";
import { operatorViewer } from "./operator-viewer.ts";
import type { CommandContext } from "./run-command.ts";
import { withCurrentDatabase } from "./with-database.ts";

interface Deed {
  /** As the API calls the same. */
  action: string;
  detail?: Readonly<Record<string, unknown>>;
}

/** What is read of a report, as whoever holds the database. As by the API, that somebody read it is on disk before it is told. */
export function readReportAsOperator<T>(
  context: CommandContext,
  number: string,
  read: (db: Database, seen: SeenReport, now: Date) => Promise<{ result: T; deed: Deed }>,
): Promise<T> {
  return withCurrentDatabase(context, async ({ db }) => {
    const now = new Date();
    const seen = await getReportByNumber(db.kysely, operatorViewer(), number);
    const { result, deed } = await read(db, seen, now);
    await auditedWrite(db, now, async () => ({
      result: undefined,
      deed: { action: deed.action, subject: `report:${seen.id}`, detail: { number, ...deed.detail } },
    }));
    return result;
  });
}
