import type { DayMemory } from "./day-memory.ts";
import type { LiveDay } from "./live-day.ts";
import type { PegSums } from "./peg-sums.ts";
import type { ByteWriter } from "./varint.ts";

/** The first of the profile's pegs: as they first appear, and so the stored ones at the places that they had. */
export function collectDayPegs(pegs: string[], { stored, between, newest }: DayMemory): void {
  if (stored !== undefined) for (let at = 0; at < stored.pegsUntil; at++) pegs.push(stored.pegs[at] as string);
  for (let at = 0; at < between.length; at++) collectPegsOf(pegs, between[at] as LiveDay);
  if (newest !== undefined) collectPegsOf(pegs, newest);
}

function collectPegsOf(pegs: string[], { inSums, outSums }: LiveDay): void {
  collectPegs(pegs, inSums);
  collectPegs(pegs, outSums);
}

export function collectPegs(pegs: string[], sums: PegSums | undefined): void {
  if (sums === undefined) return;
  for (let at = 0; at < sums.count; at++) addPeg(pegs, sums.pegAt(at));
}

/** Few are known, and mostly one: looking through them is quicker than a set. */
export function addPeg(pegs: string[], peg: string): void {
  if (!pegs.includes(peg)) pegs.push(peg);
}

/** count, then each: days since the one before · flow in · flow out. A flow is its count and, unless that is 0, its sums. */
export function writeDays(writer: ByteWriter, days: DayMemory, pegs: readonly string[]): void {
  const { stored, between, newest } = days;
  writer.varint(days.count);
  if (stored !== undefined) writer.copy(stored.bytes, stored.from, stored.to);
  let previousDay = stored?.newest ?? 0;
  for (let at = 0; at < between.length; at++) {
    const live = between[at] as LiveDay;
    writeDay(writer, live, previousDay, pegs);
    previousDay = live.day;
  }
  if (newest !== undefined) writeDay(writer, newest, previousDay, pegs);
}

function writeDay(writer: ByteWriter, live: LiveDay, previousDay: number, pegs: readonly string[]): void {
  writer.varint(live.day - previousDay);
  writeFlow(writer, live.inCount, live.inSums, pegs);
  writeFlow(writer, live.outCount, live.outSums, pegs);
}

function writeFlow(writer: ByteWriter, count: number, sums: PegSums | undefined, pegs: readonly string[]): void {
  writer.varint(count);
  if (count === 0) return;
  const sumCount = sums?.count ?? 0;
  writer.varint(sumCount);
  for (let at = 0; at < sumCount; at++) {
    writer.varint(pegs.indexOf((sums as PegSums).pegAt(at)));
    writer.bigVarint((sums as PegSums).microsAt(at));
  }
}
