import type { Annotation, Filing } from "@redflag/contract/http/routes/alerts";
import type { Hash } from "@redflag/domain/hex";
import type { Executor } from "@redflag/store/database";
import { listAnnotations, type StoredAnnotation } from "@redflag/store/filed-alert";
import { type AlertFiling, listFilings } from "@redflag/store/report-alert";
import type { Caller } from "./caller.ts";
import { caseViewerOf } from "./case-viewer.ts";

/** Of those of these alerts that were filed, by whom the caller may know of it: reports are for whoever may read reports. */
export async function readFilings(
  db: Executor,
  caller: Caller,
  alertIds: readonly Hash[],
): Promise<Map<Hash, AlertFiling>> {
  const filings = await listFilings(db, caseViewerOf(caller), alertIds);
  if (!caller.permissions.has("reports:read")) for (const filing of filings.values()) filing.reports = [];
  return filings;
}

export async function filingBody(db: Executor, alertId: Hash, { reports }: AlertFiling): Promise<Filing> {
  return {
    reports: reports.map(({ at, ...report }) => ({ ...report, at: at.toISOString() })),
    annotations: (await listAnnotations(db, alertId)).map(annotationBody),
  };
}

function annotationBody(annotation: StoredAnnotation): Annotation {
  const { kind, at } = annotation;
  return {
    kind,
    at: at.toISOString(),
    ...(annotation.kind === "not_found_again" ? { succeededBy: [...annotation.succeededBy] } : { now: annotation.now }),
  };
}
