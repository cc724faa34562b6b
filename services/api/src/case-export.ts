import type { CaseExport, ExportedAlert, ExportedPayment } from "@redflag/contract/case-export";
import { formatAddress, formatCaip10 } from "@redflag/domain/address";
import type { Alert, Evidence } from "@redflag/domain/alert";
import { CASE_ALERTS_MAX } from "@redflag/domain/case";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS } from "@redflag/domain/chain-registry";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import { explainAlert } from "@redflag/domain/explanation";
import type { SupportingTransfer } from "@redflag/domain/finding";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { listNotEstablished } from "@redflag/domain/not-established";
import { recordPayment } from "@redflag/domain/payment-record";
import type { Permission } from "@redflag/domain/permission";
import { NO_RATES } from "@redflag/domain/rate-table";
import { recordedListingText } from "@redflag/domain/recorded-listing";
import { type CaseAlert, listCaseAlerts } from "@redflag/store/case-alert";
import { listAttachments } from "@redflag/store/case-attachment";
import { listCoverageLevels, listFirstEvidence } from "@redflag/store/case-evidence";
import type { SeenCase } from "@redflag/store/case-file";
import { listNotes } from "@redflag/store/case-note";
import { listTimeline } from "@redflag/store/case-timeline";
import { listCaseWatches } from "@redflag/store/case-watch";
import type { Executor } from "@redflag/store/database";
import { listDispositions } from "@redflag/store/disposition";
import { listEpochs } from "@redflag/store/epoch";
import { findLane } from "@redflag/store/lane";
import type { Actor } from "@redflag/store/list-proposal-read";
import { readingOneMoment } from "@redflag/store/transaction";
import { actorBody, attachmentBody, noteBody, readCaseDetail, timelineBody } from "./case-body.ts";
import { chainOf } from "./stored-chain.ts";

/** Of one alert, and of all of a case's together: what is held in memory at once [E]. What is left out is said. */
const FINDINGS_PER_ALERT_MAX = 500;
const PAYMENTS_MAX = 20_000;
/** Notes, attachments, watches and moments of the timeline, each. */
const ROWS_MAX = 5_000;

/** A case is exported to people who may not know what was reported of it. */
const NOTHING_BESIDES: ReadonlySet<Permission> = new Set();

/** All of a case, as of one moment. */
export function readCaseExport(
  db: Executor,
  seen: SeenCase,
  { by, now }: { by: Actor; now: Date },
): Promise<CaseExport> {
  return readingOneMoment(db, async (tx) => {
    const {
      id,
      number,
      title,
      basis,
      status,
      openedBy,
      at: openedAt,
      hold,
      members,
      subjects,
    } = await readCaseDetail(tx, seen, NOTHING_BESIDES);
    const cut: string[] = [];
    const bounded = <T>(what: string, rows: readonly T[]): readonly T[] => {
      if (rows.length > ROWS_MAX) cut.push(`${what} after the first ${ROWS_MAX}`);
      return rows.slice(0, ROWS_MAX);
    };
    const page = { limit: ROWS_MAX + 1 };
    const rows = await listCaseAlerts(tx, seen, { limit: CASE_ALERTS_MAX });
    rows.sort((a, b) => a.alert.firstTime - b.alert.firstTime || (a.alert.id < b.alert.id ? -1 : 1));
    const timeline = bounded("moments of the timeline", await listTimeline(tx, seen, page));
    const notes = bounded("notes", await listNotes(tx, seen, page));
    const attachments = bounded("attachments", await listAttachments(tx, seen, page));
    const watches = bounded("watches", await listCaseWatches(tx, seen, page));
    return {
      format: "redflag.case/1",
      at: now.toISOString(),
      by: actorBody(by),
      number,
      id,
      title,
      basis,
      status,
      openedBy,
      openedAt,
      ...(hold && { hold }),
      members,
      subjects,
      alerts: await readAlerts(tx, rows, cut),
      timeline: timeline.map(timelineBody),
      notes: notes.map(noteBody),
      attachments: attachments.map(attachmentBody),
      watches: watches.map(({ address, family, createdAt, endedAt }) => ({
        address: formatAddress(address, family),
        from: createdAt.toISOString(),
        ...(endedAt !== undefined && { until: endedAt.toISOString() }),
      })),
      coverage: await readCoverage(tx, rows),
      notEstablished: [...new Set(rows.flatMap(({ alert }) => listNotEstablished(alert.exposure)))],
      cut,
    };
  });
}

async function readAlerts(tx: Executor, rows: readonly CaseAlert[], cut: string[]): Promise<ExportedAlert[]> {
  const reviews = await listDispositions(
    tx,
    rows.map(({ alert }) => alert.id),
  );
  const epochs = new Map<number, Awaited<ReturnType<typeof listEpochs>>>();
  for (const chainId of new Set(rows.map((row) => row.chainId))) {
    const lane = await findLane(tx, chainId);
    epochs.set(chainId, lane === undefined ? [] : await listEpochs(tx, lane));
  }
  const alerts: ExportedAlert[] = [];
  let left = PAYMENTS_MAX;
  for (const { chainId, alert } of rows) {
    const chain = chainOf(chainId);
    const limit = Math.min(FINDINGS_PER_ALERT_MAX, left);
    const evidence = limit === 0 ? [] : await listFirstEvidence(tx, alert.id, limit);
    const all = paymentsOf(chain, evidence);
    const payments = all.slice(0, left);
    left -= payments.length;
    // A withdrawn alert counts findings that a reorg has taken.
    const findings = alert.state === "withdrawn" ? 0 : alert.evidenceCount;
    if (evidence.length < findings || payments.length < all.length) cut.push(`payments of alert ${alert.id}`);
    const epoch = epochAt(epochs.get(chainId) ?? [], alert.lastBlock);
    const review = reviews.get(alert.id);
    alerts.push({
      ...headOf(chain, alert),
      findings,
      findingsShown: evidence.length,
      reasons: distinct(evidence.flatMap(({ reasons }) => reasons.map(({ text }) => text))),
      listings: distinct(
        evidence.flatMap(({ reasons }) => reasons.flatMap(({ entry }) => entry ?? [])).map(recordedListingText),
      ),
      ...explained(chain, alert, evidence, epoch),
      ...(epoch && { screenedWith: { epoch: epoch.seq, lists: { ...epoch.inputs.lists } } }),
      ...(review && {
        review: {
          disposition: review.disposition,
          reason: review.reason,
          by: review.author,
          at: isoOf(review.at),
        },
      }),
      payments,
    });
  }
  return alerts;
}

/**
 * What an explanation says that follows from the evidence as it is stored. What is usual for the subject would take folding its
 * past again, for each of a thousand alerts: `GET /v1/alerts/{id}` has it.
 */
function explained(chain: Chain, alert: Alert, evidence: readonly Evidence[], epoch: Epoch | undefined) {
  const inputs = { chain, alert, evidence, epoch, rates: NO_RATES, ownPast: "", related: [] };
  const { figures, smallestChange, exclusions, uncertain, rule } = explainAlert(inputs);
  return {
    figures: [...figures],
    ...(smallestChange !== undefined && { smallestChange }),
    exclusions: [...exclusions],
    uncertain: [...uncertain],
    parameters: [...rule.parameters],
  };
}

function headOf(chain: Chain, alert: Alert) {
  const { id, heuristic, heuristicVersion, severity, exposure, score, state, firstTime, lastTime } = alert;
  const title = HEURISTICS.find((rule) => rule.id === heuristic)?.title;
  return {
    id,
    chain: chain.caip2,
    rule: heuristic,
    ...(title !== undefined && { ruleTitle: title }),
    ruleVersion: heuristicVersion,
    subject: formatCaip10(chain, alert.subject),
    severity,
    exposure,
    score,
    state,
    from: isoOf(firstTime),
    to: isoOf(lastTime),
  };
}

/** In the order of the findings, those that a finding counts before it; each once, by its place. */
function paymentsOf(home: Chain, evidence: readonly Evidence[]): ExportedPayment[] {
  const payments = new Map<string, ExportedPayment>();
  const put = (part: ExportedPayment["part"], supporting: SupportingTransfer) => {
    const payment = paymentOf(home, part, supporting);
    const place = `${payment.chain} ${payment.transaction} ${payment.logIndex}`;
    if (part === "finding" || !payments.has(place)) payments.set(place, payment);
  };
  for (const finding of evidence) {
    for (const counted of finding.supporting) put("counted", counted);
    put("finding", finding);
  }
  return [...payments.values()];
}

/** A leg of a hop over a bridge lies on the chain that it names. */
function paymentOf(home: Chain, part: ExportedPayment["part"], supporting: SupportingTransfer): ExportedPayment {
  const chain = CHAINS.find(({ caip2 }) => caip2 === supporting.chain) ?? home;
  const { transfer } = supporting;
  const record = recordPayment({ chain, rates: NO_RATES }, part, supporting);
  return {
    part,
    chain: chain.caip2,
    block: record.block,
    blockHash: record.blockHash,
    at: isoOf(supporting.block.time),
    transaction: record.transaction,
    logIndex: record.logIndex,
    token: formatCaip10(chain, transfer.token),
    sender: formatCaip10(chain, transfer.sender),
    recipient: formatCaip10(chain, transfer.recipient),
    baseUnits: transfer.amount.toString(),
    amount: record.amount,
  };
}

async function readCoverage(tx: Executor, rows: readonly CaseAlert[]): Promise<CaseExport["coverage"]> {
  const byChain = [...Map.groupBy(rows, ({ chainId }) => chainId)].sort(([a], [b]) => a - b);
  const coverage: CaseExport["coverage"] = [];
  for (const [chainId, own] of byChain) {
    const from = own.reduce((least, { alert }) => Math.min(least, alert.firstBlock), Number.MAX_SAFE_INTEGER);
    const to = own.reduce((most, { alert }) => Math.max(most, alert.lastBlock), 0);
    const levels = await listCoverageLevels(tx, chainId, { from, to });
    coverage.push({
      chain: chainOf(chainId).caip2,
      fromBlock: from,
      toBlock: to,
      levels: levels.map(({ level, blockCount }) => ({ level, blocks: blockCount })),
      unread: to - from + 1 - levels.reduce((sum, { blockCount }) => sum + blockCount, 0),
    });
  }
  return coverage;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function isoOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
