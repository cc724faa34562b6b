import { ExposureWord, SeverityWord, StateWord } from "@redflag/contract/alert-words";
import { FindingReason } from "@redflag/contract/finding-words";
import { HeuristicId } from "@redflag/contract/identifiers";
import type { Alert, Evidence } from "@redflag/domain/alert";
import type { SupportingTransfer } from "@redflag/domain/finding";
import type { Reason } from "@redflag/domain/heuristic";
import { z } from "zod";
import { BaseUnits, Bytes20, Bytes32, Count, KnownChain, Name, Seconds } from "./bundled-words.ts";

const BundledPayment = z.strictObject({
  block: z.strictObject({ number: Count, hash: Bytes32, time: Seconds }),
  transfer: z.strictObject({
    txHash: Bytes32,
    txOrdinal: Count,
    logIndex: Count,
    token: Bytes20,
    sender: Bytes20,
    recipient: Bytes20,
    amount: BaseUnits,
  }),
  /** Absent where it is the alert's own chain. */
  chain: KnownChain.optional(),
});
type BundledPayment = z.infer<typeof BundledPayment>;

const BundledEvidence = z.strictObject({
  ordinal: Count,
  ...BundledPayment.omit({ chain: true }).shape,
  heuristicVersion: z.int().positive(),
  severity: SeverityWord,
  exposure: ExposureWord,
  score: z.int(),
  reasons: z.array(FindingReason),
  supporting: z.array(BundledPayment),
  revision: Bytes32,
  isFinal: z.boolean(),
});

/** By what an alert is named, so that its id can be hashed again. */
const BundledOpening = z.discriminatedUnion("by", [
  /** The payment of its first finding. */
  z.strictObject({ by: z.literal("first_payment") }),
  /** A payment that the rule itself says is where it begins. */
  z.strictObject({ by: z.literal("payment"), txHash: Bytes32, token: Bytes20, txOrdinal: Count }),
  /** The entry that a lookback was asked for. */
  z.strictObject({ by: z.literal("lookback"), list: Name, listVersion: Count, entryId: z.string(), addedAt: Seconds }),
]);

/** `alert.json`: the alert with all of its findings in order, as they are stored; addresses as 20 bytes of hex. */
export const BundledAlert = z.strictObject({
  chain: KnownChain,
  opening: BundledOpening,
  id: Bytes32,
  heuristic: HeuristicId,
  heuristicVersion: z.int().positive(),
  subject: Bytes20,
  severity: SeverityWord,
  exposure: ExposureWord,
  score: z.int(),
  revision: Bytes32,
  evidenceCount: z.int().positive(),
  firstBlock: Count,
  lastBlock: Count,
  firstTime: Seconds,
  lastTime: Seconds,
  state: StateWord,
  stateSeq: Count,
  evidence: z.array(BundledEvidence).min(1),
});
export type BundledAlert = z.infer<typeof BundledAlert>;

/** As it goes into a bundle. */
export function bundleAlert(
  caip2: string,
  opening: BundledAlert["opening"],
  alert: Alert,
  evidence: readonly Evidence[],
): BundledAlert {
  return BundledAlert.parse({
    chain: caip2,
    opening,
    ...alert,
    evidence: evidence.map((row) => ({
      ...row,
      ...bundlePayment(row),
      supporting: row.supporting.map(bundlePayment),
    })),
  });
}

function bundlePayment({ block, transfer, chain }: SupportingTransfer): BundledPayment {
  const { txHash, txOrdinal, logIndex, token, sender, recipient, amount } = transfer;
  return {
    block: { number: block.number, hash: block.hash, time: block.time },
    transfer: { txHash, txOrdinal, logIndex, token, sender, recipient, amount: amount.toString() },
    ...(chain !== undefined && { chain }),
  };
}

/** As the domain holds it. */
export function alertOfBundle(bundled: BundledAlert): { alert: Alert; evidence: Evidence[] } {
  const { chain, opening, evidence, ...alert } = bundled;
  return {
    alert,
    evidence: evidence.map((row) => ({
      ...row,
      ...paymentOf(row),
      reasons: row.reasons as Reason[],
      supporting: row.supporting.map(paymentOf),
    })),
  };
}

function paymentOf({ block, transfer, chain }: BundledPayment): SupportingTransfer {
  return {
    block,
    transfer: { blockNumber: block.number, ...transfer, amount: BigInt(transfer.amount) },
    ...(chain !== undefined && { chain }),
  };
}
