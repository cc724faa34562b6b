import type { Alert, Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { Epoch } from "@redflag/domain/epoch";
import type { SupportingTransfer } from "@redflag/domain/finding";
import type { JudgedSlice } from "@redflag/domain/judge-again/judged-slice";
import { decodeSlice } from "@redflag/domain/judge-again/slice-codec";
import { LOOKBACK_RULES } from "@redflag/domain/lookback";
import type { BundleContent } from "./bundle-content.ts";
import { chainOfBundle } from "./bundle-explanation.ts";
import { unreadable } from "./bundle-json.ts";
import { alertOfBundle } from "./bundled-alert.ts";
import { epochsOfBundle } from "./bundled-epoch.ts";

/** A bundle as the steps of a replay look at it. */
export interface BundleMaterial {
  content: BundleContent;
  files: ReadonlyMap<string, Uint8Array>;
  chain: Chain;
  alert: Alert;
  evidence: readonly Evidence[];
  epochs: readonly Epoch[];
  /** Absent where the findings are recorded only. */
  slice?: JudgedSlice;
  /** A lookback's findings are about what was before their listing was in force. */
  isLookback: boolean;
}

/** @throws Problem `bundle_unreadable` */
export function materialOf(content: BundleContent, files: ReadonlyMap<string, Uint8Array>): BundleMaterial {
  return {
    content,
    files,
    chain: chainOfBundle(content),
    ...alertOfBundle(content.alert),
    epochs: epochsOfBundle(content.epochs),
    ...(content.slice.replay === "exact" && { slice: sliceOf(content.slice.slice) }),
    isLookback: LOOKBACK_RULES.includes(content.alert.heuristic),
  };
}

function sliceOf(json: unknown): JudgedSlice {
  try {
    return decodeSlice(json);
  } catch (error) {
    throw unreadable("slice.json", `is no slice: ${error instanceof Error ? error.message : error}`);
  }
}

/** Payments that a finding is on or counts, with the finding's number. */
export function paymentsOf({ evidence }: BundleMaterial): Array<SupportingTransfer & { ordinal: number }> {
  return evidence.flatMap(({ ordinal, block, transfer, supporting }) => [
    { ordinal, block, transfer },
    ...supporting.map((counted) => ({ ...counted, ordinal })),
  ]);
}

/** "payment 0x… (log 3 of block 7)" */
export function paymentName({ block, transfer }: SupportingTransfer): string {
  return `payment ${transfer.txHash} (log ${transfer.logIndex} of block ${block.number})`;
}
