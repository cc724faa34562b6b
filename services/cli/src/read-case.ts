import { readCaseExport } from "@redflag/api/case-export";
import type { CaseExport } from "@redflag/contract/case-export";
import { getCaseByNumber } from "@redflag/store/case-file";
import { auditedWrite } from "./audited-write.ts";
import { operatorViewer } from "./operator-viewer.ts";
import type { CommandContext } from "./run-command.ts";
import { withCurrentDatabase } from "./with-database.ts";

/** All of a case. As by the API, that somebody read it is on disk before it is told. */
export function readCaseAsOperator(
  context: CommandContext,
  number: string,
  action: string,
  detailOf: (told: CaseExport) => Readonly<Record<string, unknown>>,
): Promise<CaseExport> {
  return withCurrentDatabase(context, async ({ db }) => {
    const now = new Date();
    const viewer = operatorViewer();
    const seen = await getCaseByNumber(db.kysely, viewer, number);
    const told = await readCaseExport(db.kysely, seen, { by: viewer, now });
    await auditedWrite(db, now, async () => ({
      result: undefined,
      deed: { action, subject: `case:${seen.id}`, detail: { number, ...detailOf(told) } },
    }));
    return told;
  });
}
