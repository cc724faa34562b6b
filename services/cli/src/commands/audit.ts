import type { Command } from "commander";
import { addAuditCheckpoint } from "./audit-checkpoint.ts";
import { addAuditExport } from "./audit-export.ts";
import { addAuditKey } from "./audit-key.ts";
import { addAuditList } from "./audit-list.ts";
import { addAuditVerify } from "./audit-verify.ts";

export function addAuditCommand(program: Command): void {
  const audit = program.command("audit").description("what every person and key did, as a chain that shows a change");
  addAuditList(audit);
  addAuditExport(audit);
  addAuditVerify(audit);
  addAuditCheckpoint(audit);
  addAuditKey(audit);
}
