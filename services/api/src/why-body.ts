import type { HeldExposures, WhyAbsentLine, WhyAddressLine, WhyTransferLine } from "@redflag/contract/why-line";
import { type Address, formatAddress, formatCaip10 } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { ListedEntry } from "@redflag/domain/entry";
import { explainVerdict } from "@redflag/domain/explained-verdict";
import { logFilterDigest, logFilterFor } from "@redflag/domain/log-filter";
import { formatUnits } from "@redflag/domain/money";
import type { Transfer } from "@redflag/domain/transfer";
import type { AddressRecord, RememberedExposure, TransferVerdicts } from "@redflag/domain/why";
import { listAlertsOfSubject, listAlertsOfTransfer } from "@redflag/store/alert-lookup";
import { type Coverage, findCoverageOf } from "@redflag/store/coverage-read";
import { listCoverageRuns } from "@redflag/store/coverage-runs";
import { findCut } from "@redflag/store/cut";
import type { Executor } from "@redflag/store/database";
import { entryStatus } from "@redflag/store/entry-status";
import { listFreezesOf, type PlacedFreeze } from "@redflag/store/freeze-read";
import { listTransfersOf } from "@redflag/store/transfer-read";
import { type EntryLife, findEntriesOf } from "@redflag/store/watchlist";
import type { Explainer } from "./explainer.ts";
import { freezeBodies } from "./freeze-body.ts";
import { listBesides } from "./transaction-besides.ts";

/** Newest transfers of an address that are explained one by one. */
export const EXPLAINED_TRANSFERS_MAX = 10;
const ALERTS_MAX = 50;
const RUNS_MAX = 5;

/** What is said of one transfer. */
export interface ExplainedTransfer {
  transfer: Transfer;
  verdicts: TransferVerdicts;
  /** Alerts that stand on it. */
  alerts: readonly Alert[];
  /** How the ledger came by its block. */
  coverage: Coverage | undefined;
  /** What else the transaction did, see `listBesides`. */
  besides: readonly string[];
}

export async function explainedTransfer(
  db: Executor,
  explainer: Explainer,
  chain: Chain,
  transfer: Transfer,
): Promise<ExplainedTransfer> {
  return {
    transfer,
    verdicts: await explainer.transfer(db, chain, transfer),
    alerts: await listAlertsOfTransfer(db, chain.id, transfer),
    coverage: await findCoverageOf(db, chain.id, transfer.blockNumber),
    besides: await listBesides(db, chain, transfer.txHash, transfer.blockNumber),
  };
}

/** What is said of an address besides its transfers. */
export interface ExplainedAddress {
  lives: readonly EntryLife<ListedEntry>[];
  freezes: readonly PlacedFreeze[];
  alerts: readonly Alert[];
  record: AddressRecord;
  exposure: RememberedExposure | undefined;
  /** The newest, EXPLAINED_TRANSFERS_MAX at most. */
  transfers: readonly Transfer[];
}

export async function explainedAddress(
  db: Executor,
  explainer: Explainer,
  chain: Chain,
  address: Address,
): Promise<ExplainedAddress> {
  return {
    lives: await findEntriesOf(db, address),
    freezes: (await listFreezesOf(db, address)).filter(({ chainId }) => chainId === chain.id),
    alerts: await listAlertsOfSubject(db, chain.id, address, ALERTS_MAX),
    record: await explainer.record(db, chain, address),
    exposure: await explainer.exposure(db, chain, address),
    transfers: await listTransfersOf(db, chain.id, address, EXPLAINED_TRANSFERS_MAX),
  };
}

/** Where the ledger holds no transfer: how far it reaches. */
export async function whyAbsentLine(db: Executor, chain: Chain): Promise<WhyAbsentLine> {
  const covered = await listCoverageRuns(db, chain.id, RUNS_MAX);
  const cut = await findCut(db, chain.id);
  return { kind: "not_in_ledger", covered, ...(cut && { cut: { ...cut } }) };
}

export function whyTransferLine(chain: Chain, explained: ExplainedTransfer): WhyTransferLine {
  const { transfer, verdicts, alerts, coverage, besides } = explained;
  const line = {
    transaction: transfer.txHash,
    block: transfer.blockNumber,
    logIndex: transfer.logIndex,
    token: formatCaip10(chain, transfer.token),
    sender: formatCaip10(chain, transfer.sender),
    recipient: formatCaip10(chain, transfer.recipient),
    amount: transfer.amount.toString(),
    ...(coverage && {
      coverage: {
        endpoint: coverage.endpoint,
        level: coverage.level,
        isCurrentFilter: isCurrentFilter(chain, coverage),
      },
    }),
    besides: [...besides],
    ...verdicts,
    ...(verdicts.kind === "screened" && { depth: takenApart(verdicts) }),
    alerts: alerts.map(({ id, state }) => ({ id, state })),
  };
  // Nothing but read-only arrays sets the two apart.
  return line as WhyTransferLine;
}

/** Whether the block was asked for all that is asked for today. */
export function isCurrentFilter(chain: Chain, { filter }: Pick<Coverage, "filter">): boolean {
  return filter === logFilterDigest(logFilterFor(chain.name));
}

/** Each word as the lane judged, and taken apart. What was not judged stays as it is. */
function takenApart({ epoch, depth }: Extract<TransferVerdicts, { kind: "screened" }>): object[] {
  return depth.map((verdict) => {
    const { heuristic, version, assessment } = verdict;
    switch (assessment.outcome) {
      case "pending":
      case "gap":
      case "not_asked":
        return verdict;
    }
    return { ...verdict, explained: explainVerdict(heuristic, version, assessment, epoch) };
  });
}

/** @param now unix seconds */
export function whyAddressLine(chain: Chain, explained: ExplainedAddress, now: number): WhyAddressLine {
  const { lives, freezes, alerts, record, exposure } = explained;
  const line = {
    kind: "address",
    listings: lives.map((life) => ({ ...life.entry, status: entryStatus(life, now) })),
    freezes: freezeBodies(freezes),
    alerts: alerts.map(({ id, heuristic, state }) => ({ id, heuristic, state })),
    ...(exposure && { exposure: exposureBody(chain, exposure) }),
    ...recordBody(record),
  };
  return line as WhyAddressLine;
}

/** Assessments as they stand: what a silent one says is made only when it is asked for, by name or by JSON. */
export function recordBody({ rules, ...record }: AddressRecord) {
  return {
    ...record,
    rules: rules.map(({ nearest: { transfer, assessment }, ...rule }) => ({
      ...rule,
      nearest: { transaction: transfer.txHash, block: transfer.blockNumber, assessment },
    })),
  };
}

/** With exact amounts, in whole units. */
export function exposureBody(chain: Chain, { asOfBlock, purses }: RememberedExposure): HeldExposures {
  return {
    asOfBlock,
    purses: purses.map(({ peg, balanceMicros, otherMicros, exposures }) => ({
      peg,
      balance: formatUnits(balanceMicros, 6),
      other: formatUnits(otherMicros, 6),
      exposures: exposures.map(({ origin, micros, path, ...held }) => ({
        ...held,
        origin: formatAddress(origin, chain.family),
        amount: formatUnits(micros, 6),
        path: path.map(({ payer, micros: carried, ...step }) => ({
          ...step,
          payer: formatAddress(payer, chain.family),
          amount: formatUnits(carried, 6),
        })),
      })),
    })),
  };
}
