import type { Evidence } from "@redflag/domain/alert";
import { canonicalText } from "@redflag/domain/content-hash";
import { countOf } from "@redflag/domain/decimal-text";
import { type ListedEntry, listingAt } from "@redflag/domain/entry";
import { entryId } from "@redflag/domain/entry-id";
import { FREEZE_LIST, freezeEntryId } from "@redflag/domain/freeze-book";
import type { ReasonEntry } from "@redflag/domain/heuristic";
import type { JudgedSlice } from "@redflag/domain/judge-again/judged-slice";
import { reasonEntryOf } from "@redflag/domain/listing-reason";
import type { BundleMaterial } from "./bundle-material.ts";
import { type StepResult, stepResult } from "./step-result.ts";

/** That each listing is named by its content, says what the findings copied of it, and was in force. */
export function replayEntries(material: BundleMaterial): StepResult {
  const entries = material.content.entries as ListedEntry[];
  const copied = material.evidence.flatMap((row) =>
    row.reasons.flatMap(({ entry }) => (entry === undefined ? [] : [{ row, copy: entry }])),
  );
  const faults = [
    ...nameFaults("entries.json", entries),
    ...(material.slice === undefined ? [] : nameFaults("slice.json", entriesOfSlice(material.slice))),
    ...copied.flatMap(({ row, copy }) =>
      copy.list === FREEZE_LIST ? freezeFaults(material, row, copy) : listingFaults(material, row, copy),
    ),
  ];
  return stepResult(faults, [], {
    holds:
      copied.length === 0
        ? "no finding stands on a listing"
        : `${countOf(copied.length, "listing")} in the findings, each named by the hash of what it says, in force then, and of a party where it must be`,
    differs: "a listing is not what the finding says",
  });
}

function entriesOfSlice(slice: JudgedSlice): readonly ListedEntry[] {
  return slice.kind === "lookback" ? [slice.entry] : slice.entries;
}

function nameFaults(path: string, entries: readonly ListedEntry[]): string[] {
  return entries.flatMap((entry) =>
    entryId(entry) === entry.entryId
      ? []
      : [`${path}: entry ${entry.entryId} of list ${entry.list} is not named by its content`],
  );
}

function listingFaults({ content, isLookback }: BundleMaterial, row: Evidence, copy: ReasonEntry): string[] {
  const name = `finding ${row.ordinal}: entry ${copy.entryId} of list ${copy.list}`;
  const entry = (content.entries as ListedEntry[]).find(
    ({ list, entryId }) => list === copy.list && entryId === copy.entryId,
  );
  if (entry === undefined) return [`${name} is not in entries.json`];
  const faults: string[] = [];
  // The same entry stands in many versions of its list.
  const held = { ...reasonEntryOf(entry), listVersion: copy.listVersion };
  if (canonicalText({ ...held }) !== canonicalText({ ...copy })) faults.push(`${name} says something else there`);
  if (row.exposure !== "DIRECT" || isLookback) return faults;
  if (!partiesOf(row).has(entry.address)) faults.push(`${name} names nobody in the payment`);
  if (listingAt(entry, row.block.time) !== "in_force") faults.push(`${name} was not in force at the payment`);
  return faults;
}

function freezeFaults({ content, chain }: BundleMaterial, row: Evidence, copy: ReasonEntry): string[] {
  const name = `finding ${row.ordinal}: freeze ${copy.entryId}`;
  const freeze = content.freezes.find((each) => freezeEntryId(each.chain, each.account, each) === copy.entryId);
  if (freeze === undefined) return [`${name} is not in entries.json`];
  const faults: string[] = [];
  if (freeze.chain !== chain.caip2 || freeze.blockNumber !== copy.listVersion || freeze.txHash !== copy.reference)
    faults.push(`${name} is somewhere else there`);
  const { transfer } = row;
  const isBefore = freeze.blockNumber - transfer.blockNumber || freeze.logIndex - transfer.logIndex;
  if (isBefore >= 0) faults.push(`${name} came after the payment`);
  if (row.exposure === "DIRECT" && !partiesOf(row).has(freeze.account))
    faults.push(`${name} is about nobody in the payment`);
  return faults;
}

function partiesOf({ transfer, supporting }: Evidence): Set<string> {
  return new Set(
    [transfer, ...supporting.map((each) => each.transfer)].flatMap((each) => [each.sender, each.recipient]),
  );
}
