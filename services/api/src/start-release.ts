import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import { releaseStep } from "@redflag/store/release";
import { releaseListChanges } from "./release-list-changes.ts";
import { RepeatedLook } from "./streams/repeated-look.ts";

const RELEASE_MS = 1_000;

export interface RunningRelease {
  /** Waits for the step that is under way. */
  close(): Promise<void>;
}

/** Gives subscribers what exchanges are told, in every API process, any number of them, whether or not anybody reads. */
export function startRelease({ db, logger }: { db: Database; logger: Logger }): RunningRelease {
  const stop = new AbortController();
  const look = new RepeatedLook({
    async look() {
      while (!stop.signal.aborted && (await releaseStep(db)));
      while (!stop.signal.aborted && (await releaseListChanges(db)));
    },
    everyMs: RELEASE_MS,
    onFailure: (err) => logger.warn({ msg: "events could not be released to exchanges; it is tried again", err }),
  });
  return {
    close() {
      stop.abort();
      return look.close();
    },
  };
}
