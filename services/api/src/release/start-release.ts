import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import { placeEvents } from "@redflag/store/feed";
import { RepeatedLook } from "../streams/repeated-look.ts";
import { releaseStep } from "./release-step.ts";

/**
 * How often it is looked what is to be told. No notice hastens it: what staff alone are told would then show in the moment at
 * which an exchange is told of something else.
 */
const RELEASE_MS = 1_000;

export interface RunningRelease {
  /** Waits for the step that is under way. */
  close(): Promise<void>;
}

/** Releases events in every API process, any number of them, whether or not anybody reads. */
export function startRelease({ db, logger }: { db: Database; logger: Logger }): RunningRelease {
  const stop = new AbortController();
  const look = new RepeatedLook({
    async look() {
      while (await placeEvents(db.kysely));
      while (!stop.signal.aborted && (await releaseStep(db)));
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
