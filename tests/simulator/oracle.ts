import type { Address } from "@redflag/domain/address";
import type { AddressEntry, Severity } from "@redflag/domain/entry";
import type { IssuerEvent, Transfer } from "@redflag/domain/transfer";
import { FrozenAccounts } from "./frozen-accounts.ts";
import { expectedLogs } from "./oracle-ledger.ts";
import type { WorldBlock } from "./world-block.ts";

/** An epoch's row: from which block which list versions held. */
export interface EpochRow {
  seq: number;
  fromBlock: number;
  lists: Readonly<Record<string, number>>;
}

export interface ExpectedEvidence {
  block: WorldBlock;
  transfer: Transfer;
  severity: Severity;
  /** The listings it rests on, as `list version`, sorted. */
  listings: string[];
  isFinal: boolean;
}

export interface ExpectedAlert {
  heuristic: string;
  subject: Address;
  severity: Severity;
  state: "provisional" | "final";
  evidence: ExpectedEvidence[];
}

export interface OracleInputs {
  canonical: readonly WorldBlock[];
  fromBlock: number;
  toBlock: number;
  finalPosition: number;
  epochs: readonly EpochRow[];
  /** By `list version`. */
  entries: ReadonlyMap<string, readonly AddressEntry[]>;
}

const QUIET_GAP_S = 86_400;
const RANK: Record<Severity, number> = { LOW: 0, MEDIUM: 1, HIGH: 2, SEVERE: 3 };
const SERVICES = ["exchange", "bridge", "mixer", "dex", "payment"];

/**
 * Which alerts must exist, from the brief's words alone: a transfer that moves something, with a side that an entry in
 * force at the block's time names as more than a service, is evidence against that side; so is one with a side that an
 * issuer froze earlier in the lane's part of the chain and has not unfrozen. Evidence of one rule and subject is one alert
 * until a day passes without any.
 */
export function expectedAlerts(inputs: OracleInputs): ExpectedAlert[] {
  const alerts: ExpectedAlert[] = [];
  const latest = new Map<string, ExpectedAlert>();
  const frozen = new FrozenAccounts();
  for (const block of inputs.canonical.slice(inputs.fromBlock, inputs.toBlock + 1)) {
    const listings = listingsAt(inputs, block);
    const isFinal = block.number <= inputs.finalPosition;
    for (const log of logsInOrder(block)) {
      if ("kind" in log) frozen.note(log);
      else if (log.amount > 0n) {
        for (const subject of new Set([log.sender, log.recipient])) {
          const named = listings.filter(({ entry }) => entry.address === subject);
          const evidence = { block, transfer: log, isFinal };
          if (named.length > 0) {
            const severity = named.map(({ entry }) => entry.severity).reduce(worse);
            const names = named.map(({ name }) => name).sort();
            gather(alerts, latest, "watchlist-hit", subject, { ...evidence, severity, listings: names });
          }
          const freezes = frozen.listingsOf(subject);
          if (freezes.length > 0) {
            gather(alerts, latest, "issuer-freeze", subject, { ...evidence, severity: "HIGH", listings: freezes });
          }
        }
      }
    }
  }
  for (const alert of alerts) {
    alert.severity = alert.evidence.map(({ severity }) => severity).reduce(worse);
    alert.state = alert.evidence.every(({ isFinal }) => isFinal) ? "final" : "provisional";
  }
  return alerts;
}

function logsInOrder(block: WorldBlock): Array<Transfer | IssuerEvent> {
  const { transfers, issuerEvents } = expectedLogs(block);
  return [...transfers, ...issuerEvents].sort((a, b) => a.logIndex - b.logIndex);
}

function gather(
  alerts: ExpectedAlert[],
  latest: Map<string, ExpectedAlert>,
  heuristic: string,
  subject: Address,
  evidence: ExpectedEvidence,
): void {
  const key = `${heuristic} ${subject}`;
  const open = latest.get(key);
  const last = open?.evidence.at(-1);
  if (open !== undefined && last !== undefined && evidence.block.time - last.block.time <= QUIET_GAP_S) {
    open.evidence.push(evidence);
    return;
  }
  const { severity } = evidence;
  const alert: ExpectedAlert = { heuristic, subject, severity, state: "final", evidence: [evidence] };
  latest.set(key, alert);
  alerts.push(alert);
}

function worse(a: Severity, b: Severity): Severity {
  return RANK[a] >= RANK[b] ? a : b;
}

/** Entries that count at a block: of the list versions that the newest epoch beginning at or before it names. */
function listingsAt(
  { epochs, entries }: OracleInputs,
  { number, time }: WorldBlock,
): Array<{ name: string; entry: AddressEntry }> {
  const epoch = epochs.filter(({ fromBlock }) => fromBlock <= number).sort((a, b) => b.seq - a.seq)[0];
  if (epoch === undefined) throw new Error(`no epoch holds at block ${number}`);
  return Object.entries(epoch.lists).flatMap(([list, version]) => {
    const name = `${list} ${version}`;
    const held = entries.get(name);
    if (held === undefined) throw new Error(`epoch ${epoch.seq} names ${name}, which nobody imported`);
    return held.filter((entry) => countsAt(entry, time)).map((entry) => ({ name, entry }));
  });
}

function countsAt({ category, validFrom, validTo }: AddressEntry, time: number): boolean {
  if (SERVICES.includes(category)) return false;
  return (validFrom === undefined || validFrom <= time) && (validTo === undefined || time < validTo);
}
