import fc from "fast-check";
import { expect, test } from "vitest";
import { auditChain, auditCheckpoint, DATABASE, KEY_ID } from "./audit.samples.ts";
import { type AuditCheckpoint, type AuditRow, auditHash, checkpointText } from "./audit.ts";
import { AuditFold, type AuditFoldOptions, type SignatureVerdict } from "./audit-fold.ts";
import type { AuditReport } from "./audit-report.ts";

const ROWS = auditChain(["a", "b", "c", "d", "e", "f", "g", "h"]);
const AT_4 = auditCheckpoint(ROWS[3] as AuditRow);
const AT_7 = auditCheckpoint(ROWS[6] as AuditRow);

function verdictOf(keyId: string, text: string, signature: string): SignatureVerdict {
  if (keyId !== KEY_ID) return "unknown_key";
  return signature === `signed ${text}` ? "valid" : "invalid";
}

type Item = AuditRow | AuditCheckpoint;

function verify(items: readonly Item[], options: Partial<AuditFoldOptions> = {}): AuditReport {
  const fold = new AuditFold({ database: DATABASE, firstSeq: 1, verifySignature: verdictOf, ...options });
  for (const item of items) {
    if ("content" in item) fold.addRow(item);
    else fold.addCheckpoint(item);
  }
  return fold.end(items.findLast((item) => "content" in item)?.seq ?? (options.firstSeq ?? 1) - 1);
}

/** The rows again from one on, with another subject there and right hashes throughout. */
function rewritten(from: number): AuditRow[] {
  let previousHash = ROWS[from - 2]?.hash ?? (ROWS[0] as AuditRow).previousHash;
  return ROWS.slice(from - 1).map(({ seq, content }) => {
    const other = seq === from ? content.replace("user.create", "user.delete") : content;
    const row = { seq, previousHash, hash: auditHash(previousHash, seq, other), content: other };
    previousHash = row.hash;
    return row;
  });
}

const before = (seq: number) => ROWS.slice(0, seq - 1);
const from = (seq: number) => ROWS.slice(seq - 1);
const row = (seq: number) => ROWS[seq - 1] as AuditRow;

test("an untouched chain is whole, and held up to its last checkpoint", () => {
  const report = verify([...before(5), AT_4, ...from(5)], { checkpoints: [AT_7] });
  expect(report).toEqual({
    warnings: [],
    rowCount: 8,
    lastSeq: 8,
    lastHash: row(8).hash,
    checkpointCount: 2,
    heldTo: { seq: 7, at: AT_7.at },
  });
  expect(verify([])).toMatchObject({ rowCount: 0, lastSeq: 0, warnings: [] });
});

test("a part is held against what is about it, and says what it could not use", () => {
  const part = verify(from(5), { firstSeq: 5, checkpoints: [AT_7, AT_4, auditCheckpoint(row(2))] });
  expect(part).toMatchObject({ rowCount: 4, checkpointCount: 2, warnings: [{ kind: "checkpoints_unused", count: 1 }] });
  expect(part.fault).toBeUndefined();
  const other = auditCheckpoint({ seq: 4, hash: row(5).hash });
  expect(verify(from(5), { firstSeq: 5, checkpoints: [other] }).fault).toMatchObject({
    kind: "tail_rewritten",
    seq: 4,
  });
});

const forged: AuditCheckpoint = { ...AT_4, signature: "forged" };
const changed = { ...row(3), content: row(3).content.replace("done", "gone") };
const exchanged = rewritten(3)[0] as AuditRow;

test.each<[string, readonly Item[], Partial<AuditFoldOptions>, object]>([
  ["a text that was changed", [...before(3), changed, ...from(4)], {}, { kind: "row_changed", seq: 3 }],
  ["a hash that was changed", [...before(3), { ...row(3), hash: row(2).hash }], {}, { kind: "row_changed", seq: 3 }],
  ["a row exchanged with its hash", [...before(3), exchanged, ...from(4)], {}, { kind: "row_exchanged", seq: 3 }],
  [
    "a first row that follows something",
    [{ ...(rewritten(2)[0] as AuditRow), seq: 1 }],
    {},
    { kind: "row_changed", seq: 1 },
  ],
  ["a row removed", [...before(3), ...from(4)], {}, { kind: "row_missing", seq: 3, found: 4 }],
  ["rows swapped", [...before(3), row(4), row(3), ...from(5)], {}, { kind: "row_missing", seq: 3, found: 4 }],
  ["a row twice", [...before(4), ...from(3)], {}, { kind: "row_out_of_order", seq: 3, after: 3 }],
  ["a tail cut off", before(6), { checkpoints: [AT_7] }, { kind: "tail_cut", seq: 6, to: 7 }],
  ["a tail cut off, its checkpoint among the rows", [...before(6), AT_7], {}, { kind: "tail_cut", seq: 6, to: 7 }],
  ["everything cut off", [], { checkpoints: [AT_7] }, { kind: "tail_cut", seq: 1, to: 7 }],
  [
    "a tail rewritten",
    [...before(6), ...rewritten(6)],
    { checkpoints: [AT_4, AT_7] },
    { kind: "tail_rewritten", seq: 5, to: 7 },
  ],
  ["a chain rewritten", rewritten(1), { checkpoints: [AT_7] }, { kind: "tail_rewritten", seq: 1, to: 7 }],
  ["a checkpoint forged", [...before(5), forged, ...from(5)], {}, { kind: "checkpoint_forged", seq: 4 }],
  ["a forged one about a cut tail", [...before(3), forged], {}, { kind: "checkpoint_forged", seq: 4 }],
  [
    "a checkpoint by another key",
    [...before(5), { ...AT_4, keyId: "cd" }],
    {},
    { kind: "checkpoint_key_unknown", seq: 4 },
  ],
  ["a checkpoint after later rows", [...ROWS, AT_4], {}, { kind: "checkpoint_out_of_place", seq: 4 }],
  [
    "a checkpoint of another database",
    [...before(5), { ...AT_4, database: "x" }],
    {},
    { kind: "checkpoint_foreign", seq: 4 },
  ],
  [
    "another database's name above the rows",
    ROWS,
    { database: "x", checkpoints: [AT_4] },
    { kind: "checkpoint_foreign", seq: 0 },
  ],
  [
    "a checkpoint of no row",
    ROWS,
    { checkpoints: [{ ...AT_4, seq: 0, signature: "x" }, AT_7] },
    { kind: "checkpoint_forged", seq: 0 },
  ],
])("%s is named at its row", (_, items, options, fault) => {
  expect(verify(items, options).fault).toMatchObject(fault);
});

test("what cannot be seen is not claimed: a tail cut after the last checkpoint", () => {
  const report = verify([...before(5), AT_4, row(5)], { checkpoints: [AT_4] });
  expect(report.fault).toBeUndefined();
  expect(report).toMatchObject({ lastSeq: 5, heldTo: { seq: 4 } });
});

test("rows that break off, lines that are none, and columns that say something else", () => {
  const open = () => new AuditFold({ database: DATABASE, firstSeq: 1 });
  const cut = open();
  cut.addRow(row(1));
  expect(cut.end(undefined).fault).toEqual({ kind: "export_incomplete", seq: 2 });
  const unreadable = open();
  unreadable.addRow(row(1));
  unreadable.addUnreadable(3, "it is no JSON");
  unreadable.addUnreadable(4, "it is no JSON");
  expect(unreadable.end(1).fault).toMatchObject({ kind: "line_unreadable", seq: 2, line: 3 });
  const hidden = open();
  hidden.addRow(row(1), false);
  expect(hidden.end(1)).toMatchObject({
    fault: { kind: "columns_changed", seq: 1 },
    warnings: [{ kind: "signatures_unchecked" }],
  });
});

test("rows that no checkpoint held for days are a warning, at the end too", () => {
  const week = auditChain(["a", "b"], { at: "2025-12-29T10:00:00.000Z" });
  const late = auditCheckpoint(week[1] as AuditRow);
  expect(verify([...week, late]).warnings).toEqual([{ kind: "checkpoint_late", seq: 1, days: 7 }]);
  const quiet = verify([...week, late], { checkpointDaysMax: 7 });
  expect(quiet.warnings).toEqual([]);
  const text = (week[1] as AuditRow).content.replace("2025-12-29", "2026-01-02");
  const [first] = week as [AuditRow];
  const second = { seq: 2, previousHash: first.hash, hash: auditHash(first.hash, 2, text), content: text };
  expect(verify([first, second]).warnings).toEqual([{ kind: "checkpoint_late", seq: 1, days: 4 }]);
});

const CHAIN: readonly Item[] = ROWS.flatMap((each) =>
  each.seq === 4 ? [each, AT_4] : each.seq === 7 ? [each, AT_7] : [each],
);

/** One change to an export, and the first row that it touches. */
const mutation = fc
  .record({
    index: fc.nat({ max: CHAIN.length - 1 }),
    other: fc.nat({ max: ROWS.length - 1 }),
    how: fc.constantFrom("change", "remove", "repeat", "swap"),
    field: fc.nat(),
    seed: fc.integer({ min: 1, max: 1_000 }),
  })
  .map(({ index, other, how, field, seed }) => {
    const items: Item[] = [...CHAIN];
    const item = items[index] as Item;
    const place = CHAIN.indexOf(ROWS[other] as Item);
    // A checkpoint that is not there, or there twice, changes nothing that the rest could tell.
    if (how === "change" || !("content" in item)) {
      const name = Object.keys(item)[field % Object.keys(item).length] as keyof Item;
      const changedItem = { ...item, [name]: mutated(item[name], seed) };
      items[index] = changedItem;
      // A checkpoint is about the row that it names: about no other has anything changed.
      return { items, touched: "content" in item ? item.seq : Math.max(item.seq, changedItem.seq) };
    }
    if (how === "remove") items.splice(index, 1);
    else if (how === "repeat") items.splice(place, 0, item);
    else [items[index], items[place]] = [items[place] as Item, item];
    return { items, touched: how === "remove" ? item.seq : Math.min(item.seq, other + 1) };
  })
  .filter(({ items }) => JSON.stringify(items) !== JSON.stringify(CHAIN));

function mutated(value: string | number, seed: number): string | number {
  if (typeof value === "number") return value === seed ? seed + 1 : seed;
  const at = seed % value.length;
  return `${value.slice(0, at)}${value[at] === "0" ? "1" : "0"}${value.slice(at + 1)}`;
}

test("any single change to an export is found at or before the first row that it touches", () => {
  fc.assert(
    fc.property(mutation, ({ items, touched }) => {
      const { fault } = verify(items, { checkpoints: [auditCheckpoint(row(8))] });
      expect(fault).toBeDefined();
      expect(fault?.seq).toBeLessThanOrEqual(touched);
    }),
    { numRuns: 2_000 },
  );
});

test("the text that is signed is the one that the verdict is asked for", () => {
  const asked: string[] = [];
  const verifySignature = (_: string, text: string): SignatureVerdict => {
    asked.push(text);
    return "valid";
  };
  verify([...before(5), AT_4], { verifySignature });
  expect(asked).toEqual([checkpointText(AT_4)]);
});
