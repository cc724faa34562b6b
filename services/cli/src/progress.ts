import { SingleBar } from "cli-progress";

export interface Progress {
  update(done: number): void;
  /** Takes the bar away; again is harmless. */
  stop(): void;
}

const NOTHING: Progress = { update: () => {}, stop: () => {} };

/** A bar on standard error while a person looks on; nothing when it goes to a file or a pipe. */
export function createProgress(what: string, total: number): Progress {
  if (!process.stderr.isTTY || total <= 0) return NOTHING;
  const bar = new SingleBar({
    stream: process.stderr,
    format: `${what} {bar} {percentage}% | {value}/{total} blocks | {duration_formatted}, {eta_formatted} to go`,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}
