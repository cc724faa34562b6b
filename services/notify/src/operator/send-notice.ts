import type { OperatorConfig } from "@redflag/runtime/operator-config";
import type { NoticeWay } from "@redflag/store/condition";
import type { Executor } from "@redflag/store/database";
import { type ClaimedNotice, claimNotice, settleNotice } from "@redflag/store/operator-notice";
import type { WebhookClient } from "../attempt/attempt.ts";
import type { Mailer } from "./mailer.ts";
import { noticeBody, noticeMail } from "./notice-text.ts";

export interface NoticeDeps {
  mailer?: Mailer | undefined;
  webhook?: (OperatorConfig["webhook"] & { client: Pick<WebhookClient, "attempt"> }) | undefined;
  publicUrl?: string | undefined;
}

/** Longer than an attempt may take. */
const LEASE_MS = 60_000;
const FIRST_DELAY_MS = 30_000;
const DELAY_MS_MAX = 3_600_000;
const GIVEN_UP_MS = 86_400_000;

export interface SentNotice {
  way: NoticeWay;
  /** Why it did not go, in words of ours. */
  problem?: string;
}

/**
 * Sends the oldest notice that is due, once. A process that dies after it was sent and before that is written down lets it be sent
 * again, under the same id.
 * @returns undefined where none is due
 */
export async function sendNextNotice(db: Executor, deps: NoticeDeps, now: Date): Promise<SentNotice | undefined> {
  const claimed = await claimNotice(db, waysOf(deps), now, LEASE_MS);
  if (claimed === undefined) return undefined;
  const problem = await attempt(deps, claimed, now);
  if (problem === undefined) {
    await settleNotice(db, claimed, { state: "delivered", at: now });
    return { way: claimed.way };
  }
  const isGivenUp = now.getTime() - claimed.createdAt.getTime() >= GIVEN_UP_MS;
  const delayMs = Math.min(DELAY_MS_MAX, FIRST_DELAY_MS * 2 ** Math.min(claimed.attemptCount, 10));
  await settleNotice(
    db,
    claimed,
    isGivenUp
      ? { state: "dead", at: now, problem }
      : { state: "waiting", nextAt: new Date(now.getTime() + delayMs), problem },
  );
  return { way: claimed.way, problem };
}

export function waysOf({ mailer, webhook }: Pick<NoticeDeps, "mailer" | "webhook">): NoticeWay[] {
  return [...(mailer ? (["mail"] as const) : []), ...(webhook ? (["webhook"] as const) : [])];
}

async function attempt({ mailer, webhook, publicUrl }: NoticeDeps, claimed: ClaimedNotice, now: Date) {
  const { id, way, createdAt, news } = claimed;
  if (way === "mail") return mailer?.send({ id, ...noticeMail({ createdAt, news, publicUrl }) });
  if (webhook === undefined) return "not configured";
  const { client, url, secret } = webhook;
  const body = noticeBody({ createdAt, news, publicUrl });
  const timestampS = Math.floor(now.getTime() / 1_000);
  const { kind, failure, status } = await client.attempt({ url, eventId: id, body, secrets: [secret], timestampS });
  if (kind === "delivered") return undefined;
  return status === undefined ? (failure ?? kind) : `${failure ?? kind} ${status}`;
}
