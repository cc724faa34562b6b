import type { BridgeEvent } from "./bridge-event.ts";
import { findBridge } from "./bridge-registry.ts";
import { decodeBridgeEvent } from "./decode-bridge-event.ts";
import { decodeIssuerEvents } from "./decode-issuer-event.ts";
import { decodeTransfer, TRANSFER_TOPIC } from "./decode-transfer.ts";
import type { FreezeEvent, FreezeFamily } from "./freeze-family.ts";
import { FREEZE_FAMILIES, FREEZE_TOPICS } from "./freeze-family-registry.ts";
import type { Hash } from "./hex.ts";
import { findToken, type KnownToken } from "./token-registry.ts";
import type { IssuerEvent, LedgerPosition, Log, Transfer } from "./transfer.ts";

export type DecodedLog =
  | { kind: "transfer"; transfer: Transfer }
  /** At least one; several where the log is about several accounts. */
  | { kind: "issuer_event"; issuerEvents: readonly IssuerEvent[] }
  | { kind: "bridge_event"; bridgeEvent: BridgeEvent }
  /** No known contract of this chain, or an event that says nothing about money or who may move it. */
  | { kind: "not_ours" }
  /** A known token's or bridge's, and Redflag cannot say what it means. */
  | { kind: "refused"; reason: string };

const NOT_OURS: DecodedLog = { kind: "not_ours" };

const EVENTS: ReadonlyMap<FreezeFamily | string, ReadonlyMap<Hash, FreezeEvent>> = new Map(
  FREEZE_FAMILIES.map((family) => [family, new Map(family.events.map((event) => [event.topic0, event]))]),
);

/**
 * Decodes by slicing: no ABI, no hash, no checksum. Never throws for a log that `parseLog` gave, whatever it holds.
 * @param txOrdinalOf asked once, and only when the log is a transfer; see `Transfer.txOrdinal`
 */
export function decodeLog(chainName: string, log: Log, txOrdinalOf: (log: Log) => number): DecodedLog {
  const known = findToken(chainName, log.address);
  const topic0 = log.topics[0];
  if (topic0 === undefined) return NOT_OURS;
  if (known === undefined) return decodeBridge(chainName, topic0, log);
  if (topic0 !== TRANSFER_TOPIC) return decodeOther(known, topic0, log);
  const decoded = decodeTransfer(log);
  if (decoded.kind === "refused") return decoded;
  const { sender, recipient, amount } = decoded;
  const transfer = { ...positionOf(log), txOrdinal: txOrdinalOf(log), token: log.address, sender, recipient, amount };
  return { kind: "transfer", transfer };
}

export function positionOf(log: Log): LedgerPosition {
  return { blockNumber: log.blockNumber, logIndex: log.logIndex, txHash: log.transactionHash };
}

function decodeOther({ contract }: KnownToken, topic0: Hash, log: Log): DecodedLog {
  const event = EVENTS.get(contract.freezes)?.get(topic0);
  if (event === undefined) {
    const lookalike = contract.freezes === "unverified" ? FREEZE_TOPICS.get(topic0) : undefined;
    if (lookalike === undefined) return NOT_OURS;
    return { kind: "refused", reason: `${lookalike} from a token whose freeze events are unverified` };
  }
  const decoded = decodeIssuerEvents(event, log);
  if (decoded.kind === "refused") return decoded;
  const at = { ...positionOf(log), token: log.address };
  return {
    kind: "issuer_event",
    issuerEvents: decoded.events.map((content, ordinal) => ({ ...at, ordinal, ...content })),
  };
}

function decodeBridge(chainName: string, topic0: Hash, log: Log): DecodedLog {
  const known = findBridge(chainName, log.address);
  const shape = known?.events.get(topic0);
  if (known === undefined || shape === undefined) return NOT_OURS;
  const decoded = decodeBridgeEvent(known.bridge, known.contract, shape, log);
  if (decoded.kind === "refused") return decoded;
  return { kind: "bridge_event", bridgeEvent: { ...positionOf(log), ...decoded.event } };
}
