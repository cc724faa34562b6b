import { randomBytes } from "node:crypto";
import { dripHeaders, respond, sendRaw, staySilent } from "@redflag/notify/testing/answers";
import { makeAuthority } from "@redflag/notify/testing/certificates";
import { type Receiver, startReceiver } from "@redflag/notify/testing/receiver";
import { type InstallationKey, installationKeyOf } from "@redflag/runtime/installation-key";
import { sealSecret } from "@redflag/runtime/sealed-secret";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import type { Database } from "@redflag/store/database";
import { SampleWebhooks } from "@redflag/store/webhook.samples";

/** How many there are of each. */
export interface WebhookSizes {
  subscribers: number;
  subscriptions: number;
  /** Subscriptions that each alert matches. */
  matching: number;
}

/** Three of ten receivers: one fails, one is silent until the time is out, or speaks for ever, one says what is no HTTP. */
const BAD = [respond(500), staySilent, sendRaw("+PONG\r\n")];
const RECEIVERS = 10;

/** When a delivery came first to a healthy receiver, by subscription and event. */
export type Arrivals = Map<string, number>;

/** Where the events of a rule go. */
export interface WebhookTarget {
  url: string;
  isHealthy: boolean;
}

/** Subscribers whose subscriptions are each for the alerts of one rule, and the ends of their webhooks. */
export interface WebhookWorld {
  exchanges: readonly SampleWebhooks[];
  /** As many as there are subscriptions for. */
  rules: number;
  receivers: readonly Receiver[];
  ca: string;
  arrivals: Arrivals;
  /** Requests that healthy receivers had, of whatever. */
  requestCount(): number;
  /** By rule. */
  targets: ReadonlyMap<string, readonly WebhookTarget[]>;
  /** The subscriptions with a healthy receiver. */
  healthy: ReadonlySet<string>;
  /** Hex, as its file has it. */
  keyText: string;
  close(): Promise<void>;
}

export async function openWebhookWorld(db: Database, sizes: WebhookSizes): Promise<WebhookWorld> {
  const keyBytes = randomBytes(32);
  const key = installationKeyOf(keyBytes);
  const authority = await makeAuthority();
  const arrivals: Arrivals = new Map();
  const receivers = await Promise.all(Array.from({ length: RECEIVERS }, () => startReceiver({ authority })));
  const bad = [...BAD, dripHeaders];
  let requestCount = 0;
  for (const [index, receiver] of receivers.entries()) {
    const isBad = index < BAD.length;
    receiver.answer = (answering, request) => {
      // What was received is not kept: there is too much of it.
      receiver.received.length = 0;
      if (isBad)
        return (bad[index === 1 && arrivals.size % 2 === 0 ? BAD.length : index] ?? respond(500))(answering, request);
      requestCount++;
      const delivery = `${request.path} ${request.headers["webhook-id"]}`;
      if (!arrivals.has(delivery)) arrivals.set(delivery, Date.now());
      answering.response.writeHead(200).end();
    };
  }
  const exchanges = await Promise.all(Array.from({ length: sizes.subscribers }, () => SampleWebhooks.open(db)));
  const rules = Math.floor(sizes.subscriptions / sizes.matching);
  const healthy = new Set<string>();
  const targets = new Map<string, WebhookTarget[]>();
  for (let i = 0; i < rules * sizes.matching; i++) {
    const at = i % RECEIVERS;
    const rule = `rule-${i % rules}`;
    const target = { url: `${receivers[at]?.url}/${i}`, isHealthy: at >= BAD.length };
    targets.set(rule, [...(targets.get(rule) ?? []), target]);
    const id = await subscribe(exchanges[i % exchanges.length], target.url, key, rule);
    if (target.isHealthy) healthy.add(id);
  }
  return {
    exchanges,
    rules,
    receivers,
    targets,
    ca: authority.ca,
    arrivals,
    requestCount: () => requestCount,
    healthy,
    keyText: keyBytes.toString("hex"),
    async close() {
      await Promise.all(receivers.map((receiver) => receiver.close()));
    },
  };
}

async function subscribe(
  exchange: SampleWebhooks | undefined,
  url: string,
  key: InstallationKey,
  rule: string,
): Promise<string> {
  if (exchange === undefined) throw new Error("there are too few");
  const seal = (id: string) => sealSecret(key, id, newWebhookSecret());
  return exchange.subscribe({ url, filter: { heuristics: [rule] }, seal });
}
