import { type Alert, alertId, type Evidence } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { LOOKBACK_RULES } from "@redflag/domain/lookback";
import { Problem } from "@redflag/domain/problem";
import type { Transfer } from "@redflag/domain/transfer";
import type { BundleContent } from "@redflag/reports/bundle/bundle-content";
import type { Executor } from "@redflag/store/database";
import type { ChosenSlice } from "./choose-slice.ts";
import { lookbackCauseOf } from "./lookback-slice.ts";

/**
 * By what the alert is named: sought among what it counts, since an alert keeps its name and not what that was made of.
 * @throws Problem `bundle_refused` where that is gone
 */
export async function bundleOpening(
  db: Executor,
  { caip2 }: Chain,
  { id, heuristic, subject }: Alert,
  evidence: readonly Evidence[],
  chosen: ChosenSlice,
): Promise<BundleContent["alert"]["opening"]> {
  if (LOOKBACK_RULES.includes(heuristic)) {
    const cause = await lookbackCauseOf(db, evidence);
    if (cause !== undefined) return { by: "lookback", ...cause };
  }
  const names = (transfer: Transfer) => alertId(caip2, { heuristic, subject, transfer }) === id;
  const first = evidence[0]?.transfer;
  if (first !== undefined && names(first)) return { by: "first_payment" };
  const counted = evidence.flatMap(({ supporting }) => supporting.map(({ transfer }) => transfer));
  const sliced = chosen.replay === "exact" ? chosen.slice.transfers : [];
  const opening = counted.find(names) ?? sliced.find(names);
  if (opening === undefined)
    throw new Problem("bundle_refused", `the payment that alert ${id} began with is no longer kept`);
  const { txHash, token, txOrdinal } = opening;
  return { by: "payment", txHash, token, txOrdinal };
}
