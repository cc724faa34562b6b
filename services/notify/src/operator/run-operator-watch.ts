import { setTimeout as sleep } from "node:timers/promises";
import { conditionText } from "@redflag/domain/condition";
import { Problem } from "@redflag/domain/problem";
import type { Config } from "@redflag/runtime/config";
import { FailureLog } from "@redflag/runtime/failure-log";
import type { Logger } from "@redflag/runtime/logger";
import type { Database } from "@redflag/store/database";
import { WebhookClient } from "../attempt/attempt.ts";
import { lookAtConditions } from "./look-at-conditions.ts";
import { createMailer } from "./mailer.ts";
import { type NoticeDeps, sendNextNotice, waysOf } from "./send-notice.ts";

/** The look itself comes once a minute; a notice whose claim was lost is found this often. */
const SWEEP_MS = 10_000;

export interface OperatorWatchDeps {
  db: Database;
  config: Pick<Config, "operator" | "publicUrl" | "outboundPrivateHosts">;
  logger: Logger;
  signal: AbortSignal;
}

/**
 * Keeps what needs somebody as rows, and tells operators of what begins, grows worse and ends, until the signal aborts. Any number
 * of processes may do so on one database: one looks, one sends.
 */
export async function runOperatorWatch({ db, config, logger, signal }: OperatorWatchDeps): Promise<void> {
  const { operator, publicUrl, outboundPrivateHosts = [] } = config;
  const failures = new FailureLog(logger);
  const client = operator?.webhook && new WebhookClient({ policy: { privateHosts: outboundPrivateHosts } });
  const mailer = operator?.mail && createMailer(operator.mail);
  const deps: NoticeDeps = {
    mailer,
    webhook: operator?.webhook && client && { ...operator.webhook, client },
    publicUrl,
  };
  const ways = waysOf(deps);
  if (ways.length === 0) logger.info({ msg: "operators are told of nothing by mail or webhook: none is configured" });
  try {
    while (!signal.aborted) {
      try {
        await step();
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        failures.tell("all", "conditions", error);
      }
      await sleep(SWEEP_MS, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    mailer?.close();
    await client?.close();
  }

  async function step(): Promise<void> {
    for (const news of (await lookAtConditions(db, { ways, now: new Date() })) ?? []) {
      const { change, severity } = news;
      logger[change === "over" ? "info" : "warn"]({
        msg: "a condition changed",
        change,
        severity,
        text: conditionText(news),
      });
    }
    while (ways.length > 0 && !signal.aborted) {
      const sent = await sendNextNotice(db.kysely, deps, new Date());
      if (sent === undefined) return;
      if (sent.problem !== undefined)
        logger.warn({ msg: "a notice to operators did not arrive; it is sent again", ...sent });
    }
  }
}
