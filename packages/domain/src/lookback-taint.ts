import type { Address } from "./address.ts";
import assert from "./assert.ts";
import { heldBefore, isParty, proRata } from "./haircut.ts";
import type { Amount } from "./money.ts";
import type { Transfer } from "./transfer.ts";

/** A payment and how much of it came from where the money is followed from. */
export interface TaintedFlow {
  transfer: Transfer;
  /** Base units, 0 < tainted <= the transfer's amount. */
  tainted: Amount;
  /** The flow that brought the payer most of it; absent where the payer is the source itself. */
  via?: TaintedFlow;
}

interface Holding {
  balance: Amount;
  tainted: Amount;
  strongest: TaintedFlow | undefined;
}

/** All that the source paid away: it is all the source's money. */
export function flowsFromSource(source: Address, transfers: readonly Transfer[]): TaintedFlow[] {
  return transfers
    .filter(({ sender, recipient, amount }) => sender === source && amount > 0n && isParty(recipient, source))
    .map((transfer) => ({ transfer, tainted: transfer.amount }));
}

/**
 * What an address passes on of what it was brought, pro rata (haircut): each payment carries the share of the source's money
 * that the address's balance of that token has just then. What it had before the ledger began counts as clean. Rounded
 * down, so that no money is made.
 * @param transfers all of the address, in ledger order
 * @param inflows flows to the address, in any order; each one's transfer is among `transfers`
 */
export function passOn(
  address: Address,
  transfers: readonly Transfer[],
  inflows: readonly TaintedFlow[],
): TaintedFlow[] {
  const brought = new Map(inflows.map((flow) => [placeOf(flow.transfer), flow]));
  const holdings = new Map<Address, Holding>();
  const passed: TaintedFlow[] = [];
  for (const transfer of transfers) {
    const { token, sender, recipient, amount } = transfer;
    if (amount === 0n || sender === recipient) continue;
    const holding = holdings.get(token) ?? { balance: 0n, tainted: 0n, strongest: undefined };
    holdings.set(token, holding);
    if (recipient === address) {
      holding.balance += amount;
      const flow = brought.get(placeOf(transfer));
      if (flow !== undefined) receive(holding, flow);
    } else {
      assert(sender === address, "a transfer of the address has it on one side");
      const tainted = pay(holding, amount);
      const { strongest: via } = holding;
      if (tainted > 0n && via !== undefined && isParty(recipient, address)) passed.push({ transfer, tainted, via });
    }
  }
  return passed;
}

function receive(holding: Holding, flow: TaintedFlow): void {
  holding.tainted += flow.tainted;
  if (holding.strongest === undefined || flow.tainted > holding.strongest.tainted) holding.strongest = flow;
}

/** Takes an amount out. @returns the part of it that is tainted */
function pay(holding: Holding, amount: Amount): Amount {
  const before = heldBefore(holding.balance, amount);
  const tainted = proRata(holding.tainted, amount, before);
  holding.balance = before - amount;
  holding.tainted -= tainted;
  // A rest that rounding down left of an empty purse is nobody's.
  if (holding.balance === 0n) holding.tainted = 0n;
  return tainted;
}

function placeOf({ blockNumber, logIndex }: Transfer): string {
  return `${blockNumber}/${logIndex}`;
}

/** The payments by which most of it came, the source's first and the flow's own last. */
export function pathOf(flow: TaintedFlow): TaintedFlow[] {
  const path: TaintedFlow[] = [];
  for (let step: TaintedFlow | undefined = flow; step !== undefined; step = step.via) path.unshift(step);
  return path;
}

/** Millionths of a payment that came from the source, rounded down. */
export function sharePpm({ transfer, tainted }: TaintedFlow): number {
  return Number((tainted * 1_000_000n) / transfer.amount);
}
