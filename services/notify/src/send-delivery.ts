import { webhookBody } from "@redflag/contract/webhook-body";
import { nextAttemptS } from "@redflag/domain/delivery-schedule";
import { Problem } from "@redflag/domain/problem";
import type { ClaimedDelivery } from "@redflag/store/delivery-claim";
import type { NewDeliveryAttempt, Settlement } from "@redflag/store/delivery-settle";
import type { AttemptOutcome, WebhookClient } from "./attempt/attempt.ts";

export interface SendDeps {
  client: Pick<WebhookClient, "attempt">;
  /** What rests encrypted of a subscription's. @throws Problem `secret_unreadable` */
  openSecret: (subscriptionId: string, sealed: Buffer) => Promise<string>;
  /** From 0 up to, and without, 1. */
  random: () => number;
}

/** Makes one attempt, and says what becomes of the delivery. Nothing is thrown: what cannot be sent has failed. */
export async function sendDelivery(deps: SendDeps, claimed: ClaimedDelivery): Promise<Settlement> {
  const { subscriptionId, eventId, claimedUntil, retryCount } = claimed;
  const beganAt = new Date();
  const outcome = await attempt(deps, claimed, beganAt);
  const delayS =
    outcome.kind === "failed" ? nextAttemptS(retryCount + 1, outcome.retryAfterS, deps.random()) : undefined;
  return { subscriptionId, eventId, claimedUntil, delayS, attempt: loggedAttempt(claimed, beganAt, outcome) };
}

/** As an attempt may end, or without having been made. */
type Outcome = Omit<AttemptOutcome, "failure"> & { failure?: AttemptOutcome["failure"] | "secret_unreadable" };

async function attempt({ client, openSecret }: SendDeps, claimed: ClaimedDelivery, beganAt: Date): Promise<Outcome> {
  const { subscriptionId, eventId, url, sealedSecrets, payload, releasedAt } = claimed;
  try {
    const secrets = await Promise.all(sealedSecrets.map((sealed) => openSecret(subscriptionId, sealed)));
    const body = webhookBody({ payload: payload as { type: string }, releasedAt });
    return await client.attempt({ url, eventId, body, secrets, timestampS: Math.floor(beganAt.getTime() / 1000) });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { title } = error;
    return { kind: "failed", failure: "secret_unreadable", detail: title, latencyMs: 0, requestHeaders: {} };
  }
}

/** The body follows from the event and is not kept twice. */
function loggedAttempt({ url }: ClaimedDelivery, beganAt: Date, outcome: Outcome): NewDeliveryAttempt {
  const { kind, failure, detail, status, latencyMs, requestHeaders, responseHeaders, responseHead } = outcome;
  const response = { headers: responseHeaders, head: responseHead };
  return {
    beganAt,
    latencyMs,
    outcome: kind,
    failure,
    detail,
    status,
    request: { url, headers: requestHeaders },
    response: status === undefined ? undefined : response,
  };
}
