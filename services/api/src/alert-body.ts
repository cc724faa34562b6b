import assert from "node:assert/strict";
import {
  type AlertRow,
  type EvidenceItem,
  type EvidencePayment,
  type RelatedAlert,
  WHAT_CHARS_MAX,
} from "@redflag/contract/http/routes/alerts";
import { formatCaip10 } from "@redflag/domain/address";
import type { Alert, Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { CHAINS, findChainById } from "@redflag/domain/chain-registry";
import type { SupportingTransfer } from "@redflag/domain/finding";
import { formatUnits } from "@redflag/domain/money";
import type { NewestWords } from "@redflag/store/alert-find";
import type { FoundAlert, StoredReview } from "@redflag/store/found-alert";

/** Of millionths. */
const MICRO_DIGITS = 6;

export function chainOfAlert({ chainId }: { chainId: number }): Chain {
  const chain = findChainById(chainId);
  assert(chain !== undefined, "what was screened is of a registered chain");
  return chain;
}

export function alertRow(
  found: FoundAlert,
  { words, filedAt, now }: { words: NewestWords | undefined; filedAt?: Date | undefined; now: Date },
): AlertRow {
  const { alert, group, createdAt, review, worth } = found;
  const chain = chainOfAlert(found);
  return {
    id: alert.id,
    chain: chain.caip2,
    subject: formatCaip10(chain, alert.subject),
    heuristic: alert.heuristic,
    version: alert.heuristicVersion,
    severity: alert.severity,
    exposure: alert.exposure,
    score: alert.score,
    state: alert.state,
    what: cutText(words?.text ?? "", WHAT_CHARS_MAX),
    ...(words?.listedAs && { listedAs: words.listedAs }),
    worth: {
      sums: worth.sums.map(({ currency, micros }) => ({ currency, amount: formatUnits(micros, MICRO_DIGITS) })),
      ...(worth.usdMicros !== undefined && { usd: formatUnits(worth.usdMicros, MICRO_DIGITS) }),
    },
    findings: alert.evidenceCount,
    revision: alert.revision,
    firstBlock: alert.firstBlock,
    lastBlock: alert.lastBlock,
    firstTime: timeText(alert.firstTime),
    lastTime: timeText(alert.lastTime),
    createdAt: createdAt.toISOString(),
    ...(group && { group }),
    review: reviewBody(review, now),
    ...(filedAt && { filedAt: filedAt.toISOString() }),
  };
}

/** Not in the middle of a character. */
function cutText(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : `${text.slice(0, charsMax - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** As it stands now: what was put off until before now is open or assigned again. */
function reviewBody(review: StoredReview, now: Date): AlertRow["review"] {
  const { state, assignee, disposition, dueAt, snoozedUntil, followUpSince } = review;
  const hasWoken = snoozedUntil !== undefined && snoozedUntil <= now;
  return {
    state: (hasWoken ? (assignee === undefined ? "open" : "assigned") : state) as AlertRow["review"]["state"],
    ...(assignee && { assignee }),
    ...(disposition && { disposition }),
    dueAt: dueAt.toISOString(),
    ...(snoozedUntil && !hasWoken && { snoozedUntil: snoozedUntil.toISOString() }),
    ...(followUpSince && { followUpSince: followUpSince.toISOString() }),
  };
}

export function relatedAlert(chain: Chain, alert: Alert): RelatedAlert {
  return {
    id: alert.id,
    subject: formatCaip10(chain, alert.subject),
    heuristic: alert.heuristic,
    severity: alert.severity,
    state: alert.state,
    lastTime: timeText(alert.lastTime),
  };
}

export function evidenceItem(chain: Chain, evidence: Evidence): EvidenceItem {
  const item = {
    ordinal: evidence.ordinal,
    version: evidence.heuristicVersion,
    severity: evidence.severity,
    exposure: evidence.exposure,
    score: evidence.score,
    reasons: evidence.reasons,
    payment: paymentBody(chain, evidence),
    counted: evidence.supporting.map((counted) => paymentBody(chain, counted)),
    final: evidence.isFinal,
  };
  // Nothing but read-only arrays sets the two apart.
  return item as EvidenceItem;
}

/** One of another chain, where a bridge was crossed, is told in that chain's words. */
function paymentBody(own: Chain, { block, transfer, chain: caip2 }: SupportingTransfer): EvidencePayment {
  const chain = CHAINS.find((known) => known.caip2 === caip2) ?? own;
  return {
    transaction: transfer.txHash,
    block: block.number,
    blockHash: block.hash,
    time: timeText(block.time),
    logIndex: transfer.logIndex,
    token: formatCaip10(chain, transfer.token),
    sender: formatCaip10(chain, transfer.sender),
    recipient: formatCaip10(chain, transfer.recipient),
    amount: transfer.amount.toString(),
  };
}

function timeText(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}
