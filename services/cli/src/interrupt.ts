import { isReaderGone } from "./reader-gone.ts";
import { surroundings } from "./surroundings.ts";

export interface Interrupt {
  /** Aborted by SIGINT, SIGTERM, a closed terminal, or a reader that went away (`… | head`). */
  readonly signal: AbortSignal;
  /** For a command that was cut short: 130 and the like as shells know them, 0 when the reader had enough, 1 when its output failed. */
  readonly exitCode: number;
  /** Aborts the signal from within, as when the work must not go on. */
  abort(): void;
  /** Signals end the process as usual again. */
  release(): void;
}

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const FAILED = 1;
const SIGNALS = Object.keys(EXIT_CODES) as Array<keyof typeof EXIT_CODES>;

/** A terminal's Ctrl-C comes twice: to the whole process group, and once more from the package manager that ran us. */
const SAME_REQUEST_MS = 1_000;

/** Lets a command end in order: whatever it holds is closed on the way out. A second Ctrl-C exits at once. */
export function watchInterrupt(): Interrupt {
  const abort = new AbortController();
  let exitCode = 0;
  let firstAt = 0;

  function onSignal(name: keyof typeof EXIT_CODES): void {
    exitCode = EXIT_CODES[name];
    if (!abort.signal.aborted) {
      firstAt = performance.now();
      abort.abort();
    } else if (performance.now() - firstAt > SAME_REQUEST_MS) process.exit(exitCode);
  }
  for (const name of SIGNALS) process.on(name, onSignal);
  surroundings().stdout.on("error", (error) => {
    if (!isReaderGone(error)) exitCode = FAILED;
    abort.abort();
  });
  return {
    signal: abort.signal,
    get exitCode() {
      return exitCode;
    },
    abort: () => abort.abort(),
    release() {
      for (const name of SIGNALS) process.off(name, onSignal);
    },
  };
}
