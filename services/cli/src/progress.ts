import { durationText } from "@redflag/domain/duration-text";
import { SingleBar } from "cli-progress";
import { grouped } from "./count-text.ts";
import { writeNote } from "./output.ts";
import { surroundings } from "./surroundings.ts";

export interface Progress {
  update(done: number): void;
  /** Takes the bar away; again is harmless. */
  stop(): void;
}

/** Where nobody looks on, a line says now and then how far it is. */
const LINE_EVERY_MS = 10_000;

/**
 * On standard error: a bar while a person looks on, a plain line every ten seconds where it goes to a file or a pipe.
 * @param total in `noun`
 * @param before how many of them were done when this run began
 */
export function createProgress(what: string, total: number, before = 0, noun = "blocks"): Progress {
  if (total <= before) return { update: () => {}, stop: () => {} };
  const startMs = performance.now();
  const rateAt = (done: number) => Math.max(0, done - before) / Math.max(0.001, (performance.now() - startMs) / 1_000);
  return surroundings().stderr.isTTY
    ? drawBar({ what, noun, total, before, rateAt })
    : writeLines((done) => progressLine(what, { done, total, perS: rateAt(done) }, noun), before);
}

interface Bar {
  what: string;
  noun: string;
  total: number;
  before: number;
  rateAt(done: number): number;
}

function drawBar({ what, noun, total, before, rateAt }: Bar): Progress {
  const bar = new SingleBar({
    stream: surroundings().stderr,
    format: `${what} {bar} {percentage}% | {value}/{total} ${noun}, {rate}/s | {duration_formatted}, {eta_formatted} to go`,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, before, { rate: 0 });
  return {
    update: (done) => bar.update(done, { rate: grouped(Math.round(rateAt(done))) }),
    stop: () => bar.stop(),
  };
}

function writeLines(lineAt: (done: number) => string, before: number): Progress {
  let last = before;
  const timer = setInterval(() => writeNote(lineAt(last)), LINE_EVERY_MS);
  return {
    update(done) {
      last = done;
    },
    stop: () => clearInterval(timer),
  };
}

/** @param perS of this run alone */
export function progressLine(
  what: string,
  { done, total, perS }: { done: number; total: number; perS: number },
  noun = "blocks",
): string {
  const left = perS > 0 ? `${durationText((total - done) / perS)} to go` : "nothing came yet";
  const percentage = Math.floor((100 * done) / total);
  return `${what}: ${grouped(done)} of ${grouped(total)} ${noun} (${percentage}%), ${grouped(Math.round(perS))} ${noun}/s, ${left}`;
}
