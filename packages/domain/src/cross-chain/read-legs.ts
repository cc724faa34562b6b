import type { Address } from "../address.ts";
import type { BridgeEvent } from "../bridge-event.ts";
import { BRIDGES, findBridge } from "../bridge-registry.ts";
import type { Chain } from "../chain.ts";
import { findToken } from "../token-registry.ts";
import type { Block, Transfer } from "../transfer.ts";
import { type Leg, partiesKey } from "./leg.ts";

/** A transaction's bridge events and transfers, each in ledger order. */
export interface BridgeTransaction {
  block: Block;
  clock: number;
  events: readonly BridgeEvent[];
  transfers: readonly Transfer[];
}

export interface ReadLegs {
  legs: Leg[];
  /** Why money that left or arrived is not followed, one text for each event. */
  faults: string[];
}

const ZERO_ADDRESS: Address = `0x${"00".repeat(20)}`;
/** What a router may keep for itself of what passes through it in one transaction. Ours [E]. */
const ROUTER_KEEPS_PERCENT = 1n;

/** The legs of one transaction. Messages without money are none: what they name joins the money's own event. */
export function readLegs(chain: Chain, transaction: BridgeTransaction): ReadLegs {
  const read: ReadLegs = { legs: [], faults: [] };
  const used = new Set<unknown>();
  for (const event of transaction.events) {
    if (event.kind !== "sent" && event.kind !== "received") continue;
    const leg = readLeg(chain, transaction, event, used);
    if (typeof leg === "string") read.faults.push(`${event.bridge} in transaction ${event.txHash}: ${leg}`);
    else read.legs.push(leg);
  }
  return read;
}

function readLeg(
  chain: Chain,
  { block, clock, events, transfers }: BridgeTransaction,
  event: BridgeEvent,
  used: Set<unknown>,
): Leg | string {
  const { account, amount, token } = event;
  if (account === undefined || amount === undefined || token === undefined) return "it names no account or amount";
  if (amount === 0n) return "it moves nothing";
  if (findToken(chain.name, token) === undefined) return `its token ${token} is not known`;
  const isDeparture = event.kind === "sent";
  const payment = transfers.findLast(
    (transfer) =>
      transfer.logIndex < event.logIndex &&
      transfer.token === token &&
      transfer.amount === amount &&
      (isDeparture ? transfer.sender : transfer.recipient) === account &&
      !used.has(transfer),
  );
  if (payment === undefined) return "no transfer of its amount stands before it";
  used.add(payment);
  const joint = isDeparture ? departureJoint(chain, event) : arrivalJoint(chain, event, events, used);
  if (joint === undefined) return "nothing joins it to its other side";
  const remoteChain = remoteChainOf(event.bridge, joint.remoteDomain);
  return {
    chainId: chain.id,
    chain: chain.name,
    blockNumber: event.blockNumber,
    logIndex: event.logIndex,
    clock,
    direction: isDeparture ? "departure" : "arrival",
    bridge: event.bridge,
    matchKey: joint.matchKey,
    ...(remoteChain !== undefined && { remoteChain }),
    holder: holderOf(payment, isDeparture, transfers) ?? account,
    payment: { block: { number: block.number, hash: block.hash, time: block.time }, transfer: payment },
  };
}

/** What joins a leg to its other side. */
interface Joint {
  matchKey: string;
  remoteDomain: number | undefined;
}

function departureJoint(chain: Chain, event: BridgeEvent): Joint | undefined {
  const { bridge, linkId, remoteDomain, remoteAccount } = event;
  if (linkId !== undefined) return { matchKey: linkId, remoteDomain };
  const domain = findBridge(chain.name, event.contract)?.contract.domain;
  if (domain === undefined || remoteDomain === undefined || remoteAccount === undefined) return undefined;
  return { matchKey: partiesKey(bridge, domain, remoteDomain, remoteAccount), remoteDomain };
}

/** Where minting says nothing of the message, the message says so after it, in the same transaction. */
function arrivalJoint(
  chain: Chain,
  event: BridgeEvent,
  events: readonly BridgeEvent[],
  used: Set<unknown>,
): Joint | undefined {
  const { bridge, linkId, remoteDomain, account } = event;
  if (linkId !== undefined) return { matchKey: linkId, remoteDomain };
  const message = events.find(
    (other) =>
      other.kind === "message_received" &&
      other.bridge === bridge &&
      other.logIndex > event.logIndex &&
      !used.has(other),
  );
  if (message?.linkId === undefined || message.remoteDomain === undefined || account === undefined) return undefined;
  used.add(message);
  if (isNamedOnDeparture(bridge)) return { matchKey: message.linkId, remoteDomain: message.remoteDomain };
  const domain = findBridge(chain.name, event.contract)?.contract.domain;
  if (domain === undefined) return undefined;
  const remoteAccount = `0x${account.slice(2).padStart(64, "0")}`;
  return {
    matchKey: partiesKey(bridge, message.remoteDomain, domain, remoteAccount),
    remoteDomain: message.remoteDomain,
  };
}

/** Whether what leaves carries the message's id: some bridges give it only after the money has left. */
function isNamedOnDeparture(bridgeName: string): boolean {
  const bridge = BRIDGES.find(({ name }) => name === bridgeName);
  return bridge?.events.some(({ kind, nonce }) => kind === "sent" && nonce !== undefined) ?? false;
}

function remoteChainOf(bridgeName: string, domain: number | undefined): string | undefined {
  const bridge = BRIDGES.find(({ name }) => name === bridgeName);
  return bridge?.contracts.find((contract) => contract.domain === domain)?.chain;
}

/** Who stands behind a contract that took the same money in, or handed it on, in the same transaction. */
function holderOf(payment: Transfer, isDeparture: boolean, transfers: readonly Transfer[]): Address | undefined {
  const account = isDeparture ? payment.sender : payment.recipient;
  const passed = transfers.filter(({ token, amount, sender, recipient, logIndex }) => {
    if (token !== payment.token || sender === recipient) return false;
    const [before, after] = isDeparture ? [amount, payment.amount] : [payment.amount, amount];
    if (after > before || after * 100n < before * (100n - ROUTER_KEEPS_PERCENT)) return false;
    return isDeparture
      ? recipient === account && sender !== ZERO_ADDRESS && logIndex < payment.logIndex
      : sender === account && recipient !== ZERO_ADDRESS && logIndex > payment.logIndex;
  });
  // Of several nobody can say which.
  return passed.length === 1 ? (isDeparture ? passed[0]?.sender : passed[0]?.recipient) : undefined;
}
