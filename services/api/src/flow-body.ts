import type { CurrencyAmount, FlowReach as ReachBody, TokenFlow } from "@redflag/contract/http/flow-party";
import type { AddressAlert, AddressFlows, FlowProfile } from "@redflag/contract/http/routes/flows";
import { formatCaip10 } from "@redflag/domain/address";
import type { AddressFlow } from "@redflag/domain/address-flow";
import type { Alert } from "@redflag/domain/alert";
import type { Chain } from "@redflag/domain/chain";
import { groupDigits } from "@redflag/domain/decimal-text";
import { formatUnits } from "@redflag/domain/money";
import type { DayBucket, Direction, PegSum, Profile } from "@redflag/domain/profile";
import { findToken } from "@redflag/domain/token-registry";
import type { Block } from "@redflag/domain/transfer";
import type { FlowReach } from "@redflag/store/flow-read";
import { placeBody } from "./flow-position.ts";

const DAY_MS = 86_400_000;

/** @param asOfBlock the lane's checkpoint */
export function profileBody(profile: Profile, asOfBlock: number): FlowProfile | undefined {
  const { firstSeen, lastSeen, inCount, outCount, net, days } = profile;
  if (firstSeen === undefined || lastSeen === undefined) return undefined;
  const [first, last] = [days.at(0), days.at(-1)];
  return {
    asOfBlock,
    firstSeen: timeText(firstSeen),
    lastSeen: timeText(lastSeen),
    received: inCount,
    paid: outCount,
    net: sumsBody(net),
    ...(first !== undefined &&
      last !== undefined && {
        remembered: { from: dayText(first.day), to: dayText(last.day), in: total(days, "in"), out: total(days, "out") },
      }),
  };
}

export function daysBody(days: readonly DayBucket[]): AddressFlows["days"] {
  const side = ({ count, sums }: DayBucket[Direction]) => ({ count, sums: sumsBody(sums) });
  return days.map((bucket) => ({ day: dayText(bucket.day), in: side(bucket.in), out: side(bucket.out) }));
}

function total(days: readonly DayBucket[], direction: Direction): AddressFlows["days"][number]["in"] {
  const sums = new Map<string, bigint>();
  let count = 0;
  for (const { [direction]: flow } of days) {
    count += flow.count;
    for (const { peg, micros } of flow.sums) sums.set(peg, (sums.get(peg) ?? 0n) + micros);
  }
  const inOrder = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return { count, sums: sumsBody(inOrder.map(([peg, micros]) => ({ peg, micros }))) };
}

function sumsBody(sums: readonly PegSum[]): CurrencyAmount[] {
  return sums.map(({ peg, micros }) => {
    const amount = formatUnits(micros < 0n ? -micros : micros, 6);
    return { currency: peg, amount: micros < 0n ? `-${amount}` : amount };
  });
}

/** @param blocks those that the flow names */
export function tokenFlowBody(
  chain: Chain,
  flow: Pick<AddressFlow, "token" | "amount" | "count" | "firstBlock" | "lastBlock">,
  blocks: ReadonlyMap<number, Block>,
): TokenFlow {
  const known = findToken(chain.name, flow.token);
  return {
    token: formatCaip10(chain, flow.token),
    symbol: known?.contract.symbol ?? known?.token.symbol ?? "unknown token",
    amount: formatUnits(flow.amount, known?.contract.decimals ?? 0),
    count: flow.count,
    first: placeOf(flow.firstBlock, blocks),
    last: placeOf(flow.lastBlock, blocks),
  };
}

export function placeOf(number: number, blocks: ReadonlyMap<number, Block>): ReturnType<typeof placeBody> {
  return placeBody({ number, time: blocks.get(number)?.time ?? 0 });
}

/**
 * How far back one direction was read.
 * @param of payments of the direction that the lane remembers; undefined where that is of another stretch
 */
export function reachBody(
  { transfers, firstBlock, isCut }: Pick<FlowReach, "transfers" | "firstBlock" | "isCut">,
  { from, to, of, blocks }: { from: Block; to: Block; of: number | undefined; blocks: ReadonlyMap<number, Block> },
): ReachBody {
  const known = of === undefined ? undefined : Math.max(of, transfers);
  return {
    transfers,
    ...(known !== undefined && { of: known }),
    from: isCut ? placeOf(firstBlock, blocks) : placeBody(from),
    to: placeBody(to),
    cut: isCut,
    ...(isCut && {
      why: `only the newest ${groupDigits(String(transfers))}${known === undefined ? "" : ` of about ${groupDigits(String(known))}`} are read`,
    }),
  };
}

export function alertBody(alert: Alert): AddressAlert {
  const { id, heuristic, severity, exposure, score, state, evidenceCount } = alert;
  return {
    id,
    heuristic,
    severity,
    exposure,
    score,
    state,
    evidence: evidenceCount,
    first: placeBody({ number: alert.firstBlock, time: alert.firstTime }),
    last: placeBody({ number: alert.lastBlock, time: alert.lastTime }),
  };
}

function timeText(time: number): string {
  return new Date(time * 1000).toISOString();
}

function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
