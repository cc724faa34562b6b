import type { AddressEntry } from "@redflag/domain/entry";
import type { EpochRow, ExpectedAlert, ExpectedEvidence } from "./oracle.ts";
import { expectedLogs } from "./oracle-ledger.ts";
import type { StoredLane, StoredLookback } from "./stored.ts";
import type { WorldBlock } from "./world-block.ts";

const SERVICES = ["exchange", "bridge", "mixer", "dex", "payment"];

/** Everything final is looked at, at rest. */
export function listPendingLookbacks(lookbacks: readonly StoredLookback[], lane: StoredLane): string[] {
  return lookbacks
    .filter(({ isFinished, to }) => !isFinished && to <= lane.final)
    .map(({ list, version }) => `nobody has looked back for ${list} ${version}`);
}

/**
 * Direct hits that must exist, from the brief's words alone: for each entry that a version brought and that was not listed
 * before, every transfer in the stretch that moves something, names the address and came before the listing's end.
 * @param entries by `list version`
 * @param isGone of those that the list held no more by the end: what was looked at before stands, the rest is left alone
 */
export function expectedLookbacks(
  lookbacks: readonly StoredLookback[],
  canonical: readonly WorldBlock[],
  entries: ReadonlyMap<string, readonly AddressEntry[]>,
  isGone = false,
): ExpectedAlert[] {
  return lookbacks
    .filter(({ isFinished }) => isFinished)
    .flatMap((lookback) => {
      const { list, version, held, inForce } = lookback;
      const at = (seq: number) => entries.get(`${list} ${seq}`) ?? [];
      const before = new Set(at(version - 1).map(nameOf));
      // One that went and came again came with the version that brought it back.
      const stayed = (entry: AddressEntry) =>
        Array.from({ length: inForce - version }, (_, i) => at(version + 1 + i)).every((later) =>
          later.some((other) => nameOf(other) === nameOf(entry)),
        );
      return at(version)
        .filter((entry) => !before.has(nameOf(entry)) && stayed(entry) !== isGone && isListed(entry))
        .filter((entry) => !at(held).some((old) => wasListed(old, entry)))
        .flatMap((entry) => expectedAlert(entry, lookback, canonical));
    });
}

function nameOf(entry: AddressEntry): string {
  return JSON.stringify(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function isListed({ category }: AddressEntry): boolean {
  return !SERVICES.includes(category);
}

function wasListed(old: AddressEntry, entry: AddressEntry): boolean {
  const lasts = (old.validTo ?? Number.POSITIVE_INFINITY) >= (entry.validTo ?? Number.POSITIVE_INFINITY);
  return old.address === entry.address && isListed(old) && lasts;
}

function expectedAlert(
  { address: subject, severity, validTo }: AddressEntry,
  { list, version, from, to }: StoredLookback,
  canonical: readonly WorldBlock[],
): ExpectedAlert[] {
  const evidence = canonical.slice(from, to + 1).flatMap((block): ExpectedEvidence[] => {
    if (validTo !== undefined && block.time >= validTo) return [];
    return expectedLogs(block)
      .transfers.filter(({ amount, sender, recipient }) => amount > 0n && (sender === subject || recipient === subject))
      .map((transfer) => ({ block, transfer, severity, listings: [`${list} ${version}`], isFinal: true }));
  });
  return evidence.length === 0 ? [] : [{ heuristic: "lookback-hit", subject, severity, state: "final", evidence }];
}

/**
 * Each version was looked back for over exactly the blocks that the lane screened without it. Not where the past was
 * screened again: then the lane has screened all of it with later versions besides.
 */
export function checkLookbackSpans(
  lookbacks: readonly StoredLookback[],
  { start, head, generation }: StoredLane,
  epochs: readonly EpochRow[],
): string[] {
  if (generation > 1) return [];
  const listsAt = (block: number) =>
    epochs.filter(({ fromBlock }) => fromBlock <= block).sort((a, b) => b.seq - a.seq)[0]?.lists ?? {};
  const expected: string[] = [];
  for (const [list, newest] of Object.entries(listsAt(head))) {
    for (let version = (listsAt(start)[list] ?? 0) + 1; version <= newest; version++) {
      let to = start;
      while ((listsAt(to + 1)[list] ?? 0) < version) to++;
      expected.push(`${list} ${version} up to ${to}`);
    }
  }
  const asked = lookbacks.map(({ list, version, to }) => `${list} ${version} up to ${to}`);
  return [
    ...expected.filter((text) => !asked.includes(text)).map((text) => `no lookback for ${text}`),
    ...asked.filter((text) => !expected.includes(text)).map((text) => `a lookback for ${text}`),
  ];
}
