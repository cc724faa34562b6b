import type { Address } from "@redflag/domain/address";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import type { Transfer } from "@redflag/domain/transfer";
import type { Executor } from "@redflag/store/database";
import { backtestSpan } from "./backtest-span.ts";
import { collectBundle } from "./bundle/collect-bundle.ts";
import { type ExplainOptions, explainStoredAlert } from "./explain-alert.ts";
import { InputCache } from "./input-cache.ts";
import { rememberedExposure } from "./remembered-exposure.ts";
import { explainTransfer } from "./why.ts";
import { recordOfAddress } from "./why-address.ts";

/**
 * All that explains, with inputs of its own: a lane's are asked for in the order of its blocks, and questions come in any.
 * @param foldedMax transfers of one address that are folded again for one answer, where somebody waits for it
 */
export function createExplainer(foldedMax?: number) {
  const inputs = new InputCache();
  return {
    alert: (db: Executor, chain: Chain, alert: Alert, options: ExplainOptions) =>
      explainStoredAlert(db, inputs, chain, alert, { ...options, ...(foldedMax !== undefined && { foldedMax }) }),
    transfer: (db: Executor, chain: Chain, transfer: Transfer) =>
      explainTransfer(db, inputs, chain, transfer, foldedMax),
    record: (db: Executor, chain: Chain, address: Address) => recordOfAddress(db, inputs, chain, address, foldedMax),
    bundle: (db: Executor, chain: Chain, alert: Pick<Alert, "id">) =>
      collectBundle(db, inputs, chain, alert, foldedMax),
    exposure: rememberedExposure,
    backtestSpan,
  };
}
