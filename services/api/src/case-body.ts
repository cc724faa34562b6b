import type {
  Attachment,
  CaseAlert as CaseAlertBody,
  Note,
  OfferedAlert as OfferBody,
} from "@redflag/contract/http/routes/case-material";
import type { CaseDetail, CaseSummary, CaseTimelineEntry } from "@redflag/contract/http/routes/cases";
import { formatCaip10 } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Permission } from "@redflag/domain/permission";
import { type CaseAlert, countCaseAlerts, listSubjects, type OfferedAlert } from "@redflag/store/case-alert";
import type { CaseAttachment } from "@redflag/store/case-attachment";
import type { SeenCase } from "@redflag/store/case-file";
import { findHold } from "@redflag/store/case-hold";
import { type CaseMember, listMembers } from "@redflag/store/case-member";
import type { CaseNote } from "@redflag/store/case-note";
import { listCaseReports } from "@redflag/store/case-report";
import type { TimelineEntry } from "@redflag/store/case-timeline";
import type { Executor } from "@redflag/store/database";
import type { Actor } from "@redflag/store/list-proposal-read";
import { chainOf } from "./stored-chain.ts";

export function caseBody({ id, number, title, basis, status, openedBy, createdAt, role }: SeenCase): CaseSummary {
  return {
    id,
    number,
    title,
    basis,
    status,
    openedBy: actorBody(openedBy),
    at: createdAt.toISOString(),
    ...(role !== undefined && { role }),
  };
}

/** With what hangs on it but can be told in full. */
export async function readCaseDetail(
  db: Executor,
  seen: SeenCase,
  permissions: ReadonlySet<Permission>,
): Promise<CaseDetail> {
  const hold = await findHold(db, seen);
  return {
    ...caseBody(seen),
    subjects: (await listSubjects(db, seen)).map(({ chainId, address }) => formatCaip10(chainOf(chainId), address)),
    members: (await listMembers(db, seen)).map(memberBody),
    alerts: await countCaseAlerts(db, seen),
    ...(hold && {
      hold: {
        reason: hold.reason,
        by: actorBody(hold.setBy),
        at: hold.setAt.toISOString(),
        copySha256: hold.copySha256,
      },
    }),
    ...(permissions.has("reports:read") && { reports: await listCaseReports(db, seen) }),
  };
}

export function memberBody({ person, name, role, addedAt }: CaseMember): CaseDetail["members"][number] {
  return { id: person, name, role, at: addedAt.toISOString() };
}

export function caseAlertBody({ chainId, alert, addedBy, addedAt }: CaseAlert): CaseAlertBody {
  return { ...alertBody(chainId, alert), addedBy: actorBody(addedBy), addedAt: addedAt.toISOString() };
}

export function offerBody({ chainId, alert, because }: OfferedAlert): OfferBody {
  return { ...alertBody(chainId, alert), because };
}

function alertBody(chainId: number, alert: Alert) {
  const chain = chainOf(chainId);
  const { id, heuristic, severity, exposure, score, state, evidenceCount } = alert;
  return {
    id,
    chain: chain.caip2,
    rule: heuristic,
    subject: formatCaip10(chain, alert.subject),
    severity,
    exposure,
    score,
    state,
    from: new Date(alert.firstTime * 1000).toISOString(),
    to: new Date(alert.lastTime * 1000).toISOString(),
    findings: evidenceCount,
  };
}

export function noteBody({ id, text, author, createdAt, replaces, replacedBy }: CaseNote): Note {
  return {
    id,
    text,
    by: actorBody(author),
    at: createdAt.toISOString(),
    ...(replaces !== undefined && { replaces }),
    ...(replacedBy !== undefined && { replacedBy }),
  };
}

export function attachmentBody(attachment: CaseAttachment): Attachment {
  const { id, name, mediaType, sizeBytes, sha256, author, createdAt, removedAt } = attachment;
  return {
    id,
    name,
    type: mediaType,
    bytes: sizeBytes,
    sha256,
    by: actorBody(author),
    at: createdAt.toISOString(),
    ...(removedAt !== undefined && { removedAt: removedAt.toISOString() }),
  };
}

export function timelineBody(entry: TimelineEntry): CaseTimelineEntry {
  return {
    at: entry.at.toISOString(),
    kind: entry.kind,
    ...("by" in entry && { by: actorBody(entry.by) }),
    ...("alertId" in entry && { alert: entry.alertId }),
    ...("heuristic" in entry && { rule: entry.heuristic }),
    ...("chainId" in entry && { chain: chainOf(entry.chainId).caip2 }),
    ...("detail" in entry && { detail: { ...entry.detail } }),
  };
}

export function actorBody({ by, name }: Actor): { id: string; name: string } {
  return { id: by, name };
}
