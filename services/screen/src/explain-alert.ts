import type { Alert, Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { type Epoch, epochAt } from "@redflag/domain/epoch";
import { type Explanation, explainAlert } from "@redflag/domain/explanation";
import { observe } from "@redflag/domain/finding";
import { foldIntoProfiles } from "@redflag/domain/fold-profiles";
import { type OwnPast, ownPastOf } from "@redflag/domain/own-past";
import { emptyProfile, type Profile } from "@redflag/domain/profile";
import { decodeProfile } from "@redflag/domain/profile-codec";
import { NO_RATES } from "@redflag/domain/rate-table";
import { buildMatcher } from "@redflag/domain/watchlist-matcher";
import { listFirstAndNewestEvidence } from "@redflag/store/alert-find";
import { listOthersOfGroup } from "@redflag/store/alert-group-read";
import type { Executor } from "@redflag/store/database";
import { listEpochs } from "@redflag/store/epoch";
import { findLane, type Lane } from "@redflag/store/lane";
import { listBlocksIn } from "@redflag/store/ledger-read";
import { streamProfiles } from "@redflag/store/profile";
import { streamTransfersOf } from "@redflag/store/transfer-read";
import type { InputCache } from "./input-cache.ts";
import { findKeptPast, findStartTime } from "./kept-past.ts";
import { FOLDED_AGAIN_MAX } from "./remember.ts";

/** Findings that an explanation reads, besides the one that opened the alert. */
const FINDINGS_READ_MAX = 60;
/** Alerts of the same group that are named. */
const RELATED_MAX = 10;

export interface ExplainOptions {
  /** ISO 4217: amounts are told in it besides US dollars, where the rates of the time have it. */
  currency?: string;
  /** Why a withdrawn alert is. */
  withdrawnText?: string;
  /** Transfers of the subject that are folded again at most. */
  foldedMax?: number;
}

/**
 * Takes an alert apart, from what is stored of it and the epoch in force at its last block: nothing is stored for this, so a
 * rebuilt alert is explained as the first one was.
 */
export async function explainStoredAlert(
  db: Executor,
  inputs: InputCache,
  chain: Chain,
  alert: Alert,
  { currency, withdrawnText, foldedMax = FOLDED_AGAIN_MAX }: ExplainOptions = {},
): Promise<Explanation> {
  const evidence = await listFirstAndNewestEvidence(db, alert, FINDINGS_READ_MAX);
  const lane = await findLane(db, chain.id);
  const epochs = lane === undefined ? [] : await listEpochs(db, lane);
  const epoch = epochAt(epochs, alert.lastBlock);
  const rates = epoch === undefined ? NO_RATES : await inputs.ratesFor(db, epoch.inputs);
  const ownPast =
    lane === undefined
      ? "nothing of this chain was screened yet"
      : await ownPastBefore(db, chain, lane, { epochs, alert, evidence, foldedMax });
  return explainAlert({
    chain,
    rates,
    alert,
    evidence,
    epoch,
    ownPast,
    related: await listOthersOfGroup(db, alert, RELATED_MAX),
    ...(currency !== undefined && { currency }),
    ...(withdrawnText !== undefined && { withdrawnText }),
  });
}

/** The days' sums that are told here do not depend on who a counterparty is. */
const NO_ENTRIES = buildMatcher([]);

interface Subject {
  epochs: readonly Epoch[];
  alert: Alert;
  evidence: readonly Evidence[];
  foldedMax: number;
}

/**
 * What the subject did before the first payment that the alert's first finding counts, folded again from the ledger; or why
 * it is not known.
 */
async function ownPastBefore(
  db: Executor,
  chain: Chain,
  lane: Lane,
  { epochs, alert, evidence, foldedMax }: Subject,
): Promise<OwnPast | string> {
  const counted = evidence.flatMap(({ supporting }) => supporting.map(({ block }) => block));
  const first = counted.reduce((a, b) => (b.number < a.number ? b : a), {
    number: alert.firstBlock,
    time: alert.firstTime,
  });
  const { firstBlock } = await findKeptPast(db, lane, epochs);
  if (first.number < firstBlock) return "retention has dropped what came before the alert";
  const { subject } = alert;
  const profiles = new Map<typeof subject, Profile>();
  if (firstBlock > lane.startBlock) {
    for await (const page of streamProfiles(db, chain.id, [subject], "cut_profile")) {
      for (const { state } of page) profiles.set(subject, decodeProfile(state));
    }
  }
  let folded = 0;
  for await (const page of streamTransfersOf(db, chain.id, subject, firstBlock, first.number - 1)) {
    const numbers = [...new Set(page.map(({ blockNumber }) => blockNumber))];
    const blocks = new Map((await listBlocksIn(db, chain.id, numbers)).map((block) => [block.number, block]));
    for (const transfer of page) {
      if (folded++ === foldedMax) return `the subject has more than ${foldedMax} transfers before it`;
      const block = blocks.get(transfer.blockNumber);
      if (block === undefined)
        throw new Error(`Broken invariant: block ${transfer.blockNumber} of a transfer is stored`);
      foldIntoProfiles(profiles, observe(chain, block, transfer, NO_ENTRIES));
    }
  }
  return ownPastOf(profiles.get(subject) ?? emptyProfile(), first.time, await findStartTime(db, lane));
}
