import { formatAddress } from "@redflag/domain/address";
import type { Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import { explainAlert } from "@redflag/domain/explanation";
import type { Hash } from "@redflag/domain/hex";
import { isoTime } from "@redflag/domain/payment-record";
import { NO_RATES } from "@redflag/domain/rate-table";
import type { ReportedAlert, ReportedListing, ReportMaterial } from "@redflag/reports/goaml/report-material";
import { listFirstEvidence } from "@redflag/store/case-evidence";
import type { Executor } from "@redflag/store/database";
import { type EntryName, listValidity } from "@redflag/store/entry-validity";
import { listEpochs } from "@redflag/store/epoch";
import { type FoundAlert, listFoundAlerts } from "@redflag/store/found-alert";
import { findLane } from "@redflag/store/lane";
import { listReportAlertIds } from "@redflag/store/report-alert";
import type { SeenReport } from "@redflag/store/report-file";
import { readingOneMoment } from "@redflag/store/transaction";
import { describeChain, describePayments, PaymentsOfAlerts } from "./report-payments.ts";
import { readReportRates } from "./report-rates.ts";
import { chainOf } from "./stored-chain.ts";

/** Of one alert, and of a whole report: what is held in memory at once, and more than FIUs take [E]. What is left out is said. */
const FINDINGS_PER_ALERT_MAX = 2_000;
const PAYMENTS_MAX = 5_000;

/** All that a report is drawn up from, as of one moment. */
export interface ReadMaterial {
  material: ReportMaterial;
  /** Of each alert the evidence that was read. */
  revisions: ReadonlyMap<Hash, Hash>;
  /** Of each rate list the version that amounts were converted with. */
  rateVersions: Readonly<Record<string, number>>;
}

/** @param db no transaction */
export function readReportMaterial(
  db: Executor,
  report: SeenReport,
  { currency, now }: { currency: string; now: Date },
): Promise<ReadMaterial> {
  return readingOneMoment(db, async (tx) => {
    const found = await listFoundAlerts(tx, await listReportAlertIds(tx, report));
    found.sort((a, b) => a.alert.firstTime - b.alert.firstTime || (a.alert.id < b.alert.id ? -1 : 1));
    const payments = new PaymentsOfAlerts();
    const alerts: ReportedAlert[] = [];
    const epochs = await readEpochs(tx, found);
    for (const one of found) {
      const chain = chainOf(one.chainId);
      const evidence = await listFirstEvidence(tx, one.alert.id, FINDINGS_PER_ALERT_MAX);
      const restsOn = payments.add(chain, one.alert.id, evidence, PAYMENTS_MAX);
      alerts.push(await describeAlert(tx, chain, one, { evidence, restsOn, epochs: epochs.get(one.chainId) ?? [] }));
    }
    const inOrder = payments.inOrder();
    const rates = await readReportRates(tx, currency, inOrder);
    return {
      material: {
        number: report.number,
        at: now.toISOString(),
        currency,
        alerts,
        payments: await describePayments(tx, inOrder, { rates, now }),
      },
      revisions: new Map(found.map(({ alert }) => [alert.id, alert.revision])),
      rateVersions: rates.versions,
    };
  });
}

async function readEpochs(tx: Executor, found: readonly FoundAlert[]): Promise<Map<number, Epoch[]>> {
  const epochs = new Map<number, Epoch[]>();
  for (const chainId of new Set(found.map((one) => one.chainId))) {
    const lane = await findLane(tx, chainId);
    if (lane !== undefined) epochs.set(chainId, await listEpochs(tx, lane));
  }
  return epochs;
}

async function describeAlert(
  tx: Executor,
  chain: Chain,
  { alert }: FoundAlert,
  { evidence, restsOn, epochs }: { evidence: readonly Evidence[]; restsOn: number; epochs: readonly Epoch[] },
): Promise<ReportedAlert> {
  const epoch = epochAt(epochs, alert.lastBlock);
  const told = explainAlert({ chain, alert, evidence, epoch, rates: NO_RATES, ownPast: "", related: [] });
  const unread = alert.state === "withdrawn" ? 0 : alert.evidenceCount - evidence.length;
  return {
    id: alert.id,
    chain: describeChain(chain),
    subject: formatAddress(alert.subject, chain.family),
    rule: told.rule,
    severity: alert.severity,
    exposure: alert.exposure,
    state: alert.state,
    from: isoTime(alert.firstTime),
    to: isoTime(alert.lastTime),
    reasons: [...new Set(evidence.toReversed().flatMap(({ reasons }) => reasons.map(({ text }) => text)))],
    figures: told.figures,
    ...(told.smallestChange !== undefined && { smallestChange: told.smallestChange }),
    listings: await describeListings(tx, told.listings),
    exclusions: told.exclusions,
    uncertain: told.uncertain,
    notEstablished: told.notEstablished,
    ...(epoch && { screenedWith: { epoch: epoch.seq, lists: epoch.inputs.lists } }),
    // At least: a finding that was not read rests on one payment of its own.
    paymentCount: restsOn + unread,
  };
}

/** As the alert copied them, with when they are in force as their lists say. */
async function describeListings(
  tx: Executor,
  listings: ReadonlyArray<Omit<ReportedListing, "listedFrom" | "listedUntil"> & EntryName & { severity?: unknown }>,
): Promise<ReportedListing[]> {
  const validity = await listValidity(tx, listings);
  return listings.map(({ severity: _, ...entry }) => {
    const { from, to } = validity.get(`${entry.list}/${entry.entryId}`) ?? {};
    return {
      ...entry,
      ...(from && { listedFrom: from.toISOString() }),
      ...(to && { listedUntil: to.toISOString() }),
    };
  });
}
