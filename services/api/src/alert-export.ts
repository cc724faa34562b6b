import { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { formatAddress } from "@redflag/domain/address";
import { type Alert, alertId } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { ExchangeFormat } from "@redflag/domain/exchange-format";
import { Problem } from "@redflag/domain/problem";
import { ALERT_EXPORTERS } from "@redflag/lists/alert-exporter";
import type { ExportedAlert } from "@redflag/lists/exported-alert";
import { listEvidenceFrom } from "@redflag/store/alert-history";
import type { Executor } from "@redflag/store/database";
import { listReleasedAlerts } from "@redflag/store/released-alert";
import { exportedAlertOf } from "./exported-alert-of.ts";
import { type ExportedPart, exportedPart } from "./list-export.ts";

const FINDINGS_MAX = 1_000;
/** Of one subject, and one exchange: an alert of one payment is told three times at most, mostly. */
const EVENTS_MAX = 5_000;

/**
 * What exchanges were told of an alert: of each payment by itself, under the id that it has outside. What the alert is inside, and what
 * of it nobody was told, has no part in it.
 * @throws Problem `not_found` where nothing of it was released, or all of that was withdrawn
 */
export async function readAlertExport(
  db: Executor,
  { chain, alert, format }: { chain: Chain; alert: Alert; format: ExchangeFormat },
): Promise<ExportedPart> {
  const { id, heuristic, subject } = alert;
  const findings = await listEvidenceFrom(db, id, 0, FINDINGS_MAX);
  const released = await listReleasedAlerts(db, formatAddress(subject, chain.family), EVENTS_MAX);
  const shared = findings.flatMap(({ transfer }): ExportedAlert[] => {
    const told = released.get(alertId(chain.caip2, { heuristic, subject, transfer }));
    if (told === undefined) return [];
    return exportedAlertsIn(told.payload, told.releasedAt);
  });
  if (shared.length > 0) return alertDocument(shared, format);
  throw new Problem("not_found", `nothing of the alert ${id} is released to exchanges: only what is can be exported`);
}

/** @param payload of an event that the caller was told */
export function eventExport(payload: unknown, releasedAt: Date, format: ExchangeFormat): ExportedPart {
  const shared = exportedAlertsIn(payload, releasedAt);
  if (shared.length > 0) return alertDocument(shared, format);
  throw new Problem("not_found", "the event tells of no alert that stands");
}

/** Nothing where it was withdrawn, or the event is of another kind. */
function exportedAlertsIn(payload: unknown, releasedAt: Date): ExportedAlert[] {
  const event = AlertEventPayload.safeParse(payload);
  if (!event.success) return [];
  const shared = exportedAlertOf(event.data, releasedAt);
  return shared === undefined ? [] : [shared];
}

function alertDocument(alerts: readonly ExportedAlert[], format: ExchangeFormat): ExportedPart {
  return exportedPart(ALERT_EXPORTERS[format](alerts), alerts.length);
}
