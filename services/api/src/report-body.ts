import type { ReportAlert, ReportDetail, ReportSummary } from "@redflag/contract/http/routes/reports";
import { ReportChoices } from "@redflag/contract/report-choices";
import { formatCaip10 } from "@redflag/domain/address";
import type { Permission } from "@redflag/domain/permission";
import { listReportActions, type ReportAction } from "@redflag/domain/report";
import type { Executor } from "@redflag/store/database";
import { listFoundAlerts } from "@redflag/store/found-alert";
import { listReportedRevisions } from "@redflag/store/report-alert";
import { listAnswers, listReportEvents } from "@redflag/store/report-answer";
import type { SeenReport } from "@redflag/store/report-file";
import { actorBody } from "./case-body.ts";
import { chainOf } from "./stored-chain.ts";

export function reportBody(seen: SeenReport): ReportSummary {
  const { id, number, kind, profile, status, alertCount, fiuReference, answer } = seen;
  return {
    id,
    number,
    kind,
    profile,
    status,
    ...(seen.case && { case: seen.case }),
    alertCount,
    draftedBy: actorBody(seen.draftedBy),
    at: seen.createdAt.toISOString(),
    ...(seen.filed && { filedAt: seen.filed.at.toISOString() }),
    ...(fiuReference !== undefined && { fiuReference }),
    ...(answer !== undefined && { answer }),
  };
}

/** With all that hangs on it, for whoever has these permissions. */
export async function readReportDetail(
  db: Executor,
  seen: SeenReport,
  permissions: ReadonlySet<Permission>,
): Promise<ReportDetail> {
  const { ready, filed } = seen;
  return {
    ...reportBody(seen),
    choices: choicesOf(seen),
    alerts: await readReportAlerts(db, seen),
    ...(ready && {
      ready: {
        by: actorBody(ready.by),
        at: ready.at.toISOString(),
        xmlSha256: ready.xmlSha256,
        xmlBytes: ready.xmlBytes,
        profileSha256: ready.profileSha256,
        own: ready.isOwn,
      },
    }),
    ...(filed && { filed: { by: actorBody(filed.by), at: filed.at.toISOString() } }),
    answers: (await listAnswers(db, seen)).map(({ by, at, ...answer }) => ({
      ...answer,
      by: actorBody(by),
      at: at.toISOString(),
    })),
    history: (await listReportEvents(db, seen)).map(({ by, at, ...event }) => ({
      ...event,
      by: actorBody(by),
      at: at.toISOString(),
    })),
    allowed: listReportActions(seen.status).filter((action) => isAllowed(seen, action, permissions)),
  };
}

/** As they were kept: whatever is kept was parsed first. */
export function choicesOf({ choices }: SeenReport): ReportChoices {
  return ReportChoices.parse(choices);
}

function isAllowed({ mayChange, ready }: SeenReport, action: ReportAction, permissions: ReadonlySet<Permission>) {
  if (action === "file") return mayChange && permissions.has("reports:confirm") && ready?.isOwn !== true;
  return mayChange && permissions.has("reports:write");
}

async function readReportAlerts(db: Executor, seen: SeenReport): Promise<ReportAlert[]> {
  const reported = await listReportedRevisions(db, seen);
  const found = await listFoundAlerts(db, [...reported.keys()]);
  return found.map(({ chainId, alert }) => {
    const chain = chainOf(chainId);
    const { id, heuristic, subject, severity, state, revision } = alert;
    const reportedRevision = reported.get(id);
    return {
      id,
      chain: chain.caip2,
      rule: heuristic,
      subject: formatCaip10(chain, subject),
      severity,
      state,
      revision,
      ...(reportedRevision !== undefined && { reportedRevision }),
      changed: reportedRevision !== undefined && (reportedRevision !== revision || state === "withdrawn"),
    };
  });
}
