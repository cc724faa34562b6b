import type { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { parseAddress } from "@redflag/domain/address";
import { CHAINS } from "@redflag/domain/chain-registry";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { formatUnits } from "@redflag/domain/money";
import { findToken } from "@redflag/domain/token-registry";
import type { ExportedAlert, ExportedPayment } from "@redflag/lists/exported-alert";

/** An event that exchanges were told, as it can be handed on; nothing of what was withdrawn. */
export function exportedAlertOf(payload: AlertEventPayload, toldAt: Date): ExportedAlert | undefined {
  const { alert: id, revision, state, heuristic, severity, subject, listings = [], transfers } = payload;
  if (state === "withdrawn") return undefined;
  return {
    id,
    revision,
    state,
    rule: heuristic,
    title: HEURISTICS.find((known) => known.id === heuristic)?.title ?? heuristic,
    severity,
    subject: addressIn(subject),
    listings: listings.map(({ list, category }) => ({ list, category })),
    toldAt,
    payments: transfers.map((transfer) => paymentOf(payload.chain, transfer)),
  };
}

function paymentOf(
  chain: string,
  { transaction, sender, recipient, token, amount }: AlertEventPayload["transfers"][number],
): ExportedPayment {
  const name = CHAINS.find(({ caip2 }) => caip2 === chain)?.name ?? "";
  const known = findToken(name, parseAddress(addressIn(token)).address);
  return {
    chain,
    transaction,
    sender: addressIn(sender),
    recipient: addressIn(recipient),
    amount: known === undefined ? amount : formatUnits(BigInt(amount), known.contract.decimals),
    // Of a token that is known no more: what it was counted in.
    symbol: known?.token.symbol ?? token,
  };
}

/** Of CAIP-10, as its chain writes it. */
function addressIn(account: string): string {
  return account.slice(account.lastIndexOf(":") + 1);
}
