import type { ExchangeFormat } from "@redflag/domain/exchange-format";
import type { ExportedAlert } from "./exported-alert.ts";
import { mispAlerts } from "./exporters/misp-alert.ts";
import { stixAlerts } from "./exporters/stix-alert.ts";

/** How alerts are written, by format. */
export const ALERT_EXPORTERS: Readonly<Record<ExchangeFormat, (alerts: readonly ExportedAlert[]) => string>> = {
  stix: stixAlerts,
  misp: mispAlerts,
};
