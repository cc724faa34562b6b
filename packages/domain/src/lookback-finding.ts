import { formatAddress } from "./address.ts";
import assert from "./assert.ts";
import type { Chain } from "./chain.ts";
import { type ListedEntry, listingAt, SEVERITIES, type Severity } from "./entry.ts";
import { type Finding, observe, type SupportingTransfer } from "./finding.ts";
import { watchlistHit } from "./heuristics/watchlist-hit.ts";
import { reasonEntryOf } from "./listing-reason.ts";
import { causeText, LOOKBACK_EXPOSURE, LOOKBACK_HIT, LOOKBACK_VERSION, type LookbackCause } from "./lookback.ts";
import { pathOf, sharePpm, type TaintedFlow } from "./lookback-taint.ts";
import { formatAmount } from "./money.ts";
import { scoreFinding } from "./score.ts";
import { findToken } from "./token-registry.ts";
import type { TimedBlock, Transfer } from "./transfer.ts";

const SHARE_WHOLE_PPM = 1_000_000;
/** Its alerts are no episodes. */
const NO_GAP_S = 0;

/** A transfer of a new entry's address, before it was on the list, as a finding; undefined where it says nothing. */
export function judgePast(
  chain: Chain,
  entry: ListedEntry,
  cause: LookbackCause,
  block: TimedBlock,
  transfer: Transfer,
): Finding | undefined {
  // What the listing says of itself begins later than the past: that is what a lookback is for. It can have ended.
  const { validFrom, ...always } = entry;
  const matcher = { size: 1, find: (address: string) => (address === entry.address ? [always] : []) };
  const [judgement] = watchlistHit.judge(observe(chain, block, transfer, matcher), {});
  if (judgement === undefined) return undefined;
  const [listed] = judgement.reasons;
  assert(listed !== undefined, "a hit has a reason");
  const when =
    listingAt(entry, block.time) === "listed_later"
      ? `; the listing itself counts from ${new Date((validFrom ?? 0) * 1000).toISOString().slice(0, 10)}`
      : "";
  const text = `${listed.text}; looked back because ${causeText(cause)}${when}`;
  return {
    heuristic: LOOKBACK_HIT,
    heuristicVersion: LOOKBACK_VERSION,
    gapS: NO_GAP_S,
    ...judgement,
    reasons: [{ code: "looked_back", text }, listed],
    block,
    transfer,
    supporting: [],
  };
}

/**
 * A payment that brought somebody money of a new entry's address by way of others.
 * @param blocks by number: of the payment and of those before it on the way
 */
export function judgeExposure(
  chain: Chain,
  entry: ListedEntry,
  cause: LookbackCause,
  flow: TaintedFlow,
  blocks: ReadonlyMap<number, TimedBlock>,
): Finding {
  const path = pathOf(flow);
  const { transfer } = flow;
  const share = sharePpm(flow);
  const hops = path.length;
  const severity = loweredBy(entry.severity, hops - 1);
  const name = (address: Transfer["sender"]) => formatAddress(address, chain.family);
  const way = [entry.address, ...path.map((step) => step.transfer.recipient)].map(name).join(" → ");
  const text =
    `${name(transfer.recipient)} received ${amountText(chain, transfer, transfer.amount)} from ${name(transfer.sender)}, ` +
    `of which ${amountText(chain, transfer, flow.tainted)} came from ${name(entry.address)} in ${hops} payments, pro rata ` +
    `(${way}); looked back because ${causeText(cause)}`;
  return {
    heuristic: LOOKBACK_EXPOSURE,
    heuristicVersion: LOOKBACK_VERSION,
    gapS: NO_GAP_S,
    subject: transfer.recipient,
    severity,
    exposure: "INDIRECT",
    score: scoreFinding(severity, entry.confidence) + Math.round(100 * Math.log10(share / SHARE_WHOLE_PPM)),
    reasons: [
      { code: "looked_back_exposure", text },
      { code: "listed_origin", text: originText(chain, entry), entry: reasonEntryOf(entry) },
    ],
    block: blockOf(blocks, transfer),
    transfer,
    supporting: path.slice(0, -1).map((step) => supportOf(blocks, step)),
  };
}

function originText(chain: Chain, { address, authority, category, list, listVersion }: ListedEntry): string {
  const what = `listed by ${authority} as ${category.replaceAll("_", " ")}`;
  return `${formatAddress(address, chain.family)} is ${what} (list ${list}, version ${listVersion})`;
}

/** Each payment between takes a step off: what is farther away weighs less. Ours [E]. */
function loweredBy(severity: Severity, steps: number): Severity {
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - steps)] as Severity;
}

function supportOf(blocks: ReadonlyMap<number, TimedBlock>, { transfer }: TaintedFlow): SupportingTransfer {
  const { number, hash, time } = blockOf(blocks, transfer);
  return { block: { number, hash, time }, transfer };
}

function blockOf(blocks: ReadonlyMap<number, TimedBlock>, { blockNumber }: Transfer): TimedBlock {
  const block = blocks.get(blockNumber);
  assert(block !== undefined, "the block of a payment on the way is at hand");
  return block;
}

function amountText(chain: Chain, { token: address }: Transfer, amount: bigint): string {
  const token = findToken(chain.name, address);
  assert(token !== undefined, "the token of a stored transfer is registered");
  return formatAmount(amount, token.contract.decimals, token.token.symbol);
}
