import type { AlertEventPayload } from "@redflag/contract/alert-event-payload";
import { rescreenedText } from "@redflag/contract/withdrawal-reasons";
import { type Address, formatAddress, ZERO_ADDRESS } from "@redflag/domain/address";
import type { Chain } from "@redflag/domain/chain";
import type { Reason } from "@redflag/domain/heuristic";
import { LISTED_PARTY } from "@redflag/domain/listing-reason";
import { isoTime } from "@redflag/domain/payment-record";
import { tokenAmount } from "@redflag/domain/token-amount";
import { addressOfCaip10 } from "./account-text.ts";
import { type AlertNews, mainTransfer, type NewsTransfer } from "./alert-news.ts";

/** One plain line for an alert event, as `redflag start` prints it: everything needed to look it up. */
export function alertSentence(chain: Chain, { event, reasons, time, worth = [] }: AlertNews): string {
  const main = mainTransfer(event);
  const what = whatText(chain, event, reasons, (address) => formatAddress(address, chain.family));
  const at = time === undefined ? "" : ` at ${isoTime(time)}`;
  const where = main === undefined ? "" : `, block ${main.block}${at}, transaction ${main.transaction}`;
  const value = worth.length === 0 ? "" : `worth ${worth.join(", ")}; `;
  return `${event.severity.padEnd(6)} ${newsText(event)}: ${what} (${value}${chain.name}${where}; ${event.heuristic}, ${event.state})`;
}

/**
 * What the subject did, and why that is an alert. That it is listed itself is told before the payment; whatever else a rule says,
 * of many payments or of somebody else's listing, it says in its own words.
 */
export function whatText(
  chain: Chain,
  event: AlertEventPayload,
  reasons: readonly Reason[],
  show: (address: Address) => string,
): string {
  const [first] = reasons;
  if (first !== undefined && first.code !== LISTED_PARTY) return first.text;
  const subject = addressOfCaip10(event.subject);
  const transfer = mainTransfer(event);
  return [
    show(subject),
    ...(first === undefined ? [] : [`, ${listingText(reasons.filter(({ code }) => code === LISTED_PARTY))},`]),
    ...(transfer === undefined ? [] : [` ${verbText(chain, transfer, subject, show)}`]),
  ].join("");
}

/** What has happened to the alert. */
export function newsText(event: AlertEventPayload): string {
  switch (event.type) {
    case "alert.created":
      return event.stateSeq === 0 ? "new alert" : "alert is back";
    case "alert.final":
      return event.state === "final" ? "final" : "final so far";
    case "alert.withdrawn":
      return `withdrawn: ${withdrawnText(event)}`;
    case "alert.updated":
      return updateText(event);
  }
}

function withdrawnText({ rescreen, cause, transfers, moreTransfers }: AlertEventPayload): string {
  if (rescreen !== undefined) return rescreenedText(rescreen);
  if (cause === "lists_changed") return "screened again with later lists, it is none";
  if (cause === "corrected") return "what an endpoint had said was wrong";
  return `a reorg removed ${transfers.length + moreTransfers === 1 ? "the payment" : "the payments"}`;
}

function updateText({ transfers, rescreen }: AlertEventPayload): string {
  const last = transfers.at(-1);
  if (last?.change === "moved") return `a reorg moved the payment to block ${last.block}`;
  if (last?.change === "added") return "another payment";
  if (rescreen !== undefined) return "restated: the past was screened again with later lists, rates and rules";
  return last?.change === "restated"
    ? "restated after an endpoint's answer was mended"
    : "a reorg removed part of the payments";
}

/** Who moved how much which way, seen from the alert's subject. */
function verbText(chain: Chain, transfer: NewsTransfer, subject: Address, show: (address: Address) => string): string {
  const sender = addressOfCaip10(transfer.sender);
  const recipient = addressOfCaip10(transfer.recipient);
  const amount = tokenAmount(chain, addressOfCaip10(transfer.token), BigInt(transfer.amount));
  if (sender === recipient) return `sent ${amount} to itself`;
  if (subject === sender)
    return recipient === ZERO_ADDRESS ? `burned ${amount}` : `sent ${amount} to ${show(recipient)}`;
  return sender === ZERO_ADDRESS ? `received ${amount}, newly minted` : `received ${amount} from ${show(sender)}`;
}

/** "listed as terrorist financing by OFAC under SDGT": the first listing, and how many more there are. */
function listingText([first, ...more]: readonly Reason[]): string {
  const entry = first?.entry;
  if (entry === undefined) return "";
  const under = entry.programme === undefined ? "" : ` under ${entry.programme}`;
  const as = entry.category === "other" ? "" : ` as ${entry.category.replaceAll("_", " ")}`;
  const text = `listed${as} by ${entry.authority}${under}`;
  return more.length === 0 ? text : `${text}, and ${more.length} more`;
}
