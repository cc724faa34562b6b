import { setTimeout as sleep } from "node:timers/promises";
import { HeldInstallationKey } from "@redflag/runtime/held-installation-key";
import { installationKeyOf } from "@redflag/runtime/installation-key";
import { createLogger } from "@redflag/runtime/logger";
import type { QueueBackend } from "@redflag/runtime/queue-backend";
import { openNotifyQueue } from "@redflag/runtime/queues";
import { sealSecret } from "@redflag/runtime/sealed-secret";
import { newWebhookSecret } from "@redflag/runtime/webhook-secret";
import { type Database, openDatabase } from "@redflag/store/database";
import { SampleWebhooks, samplePayload } from "@redflag/store/webhook.samples";
import { Webhook } from "standardwebhooks";
import { WebhookClient } from "../attempt/attempt.ts";
import { type NotifyServiceOptions, runNotifyService } from "../notify-service.ts";
import type { ReceivedRequest } from "./answers.ts";
import { makeAuthority } from "./certificates.ts";
import { type Receiver, type ReceiverOptions, startReceiver } from "./receiver.ts";

const POLL_MS = 10;

export interface NotifyWorldOptions {
  owner: Database;
  /** As the service logs in. */
  databaseUrl: string;
  queue: QueueBackend;
  /** Of an attempt. */
  totalMs?: number;
  bounds?: NotifyServiceOptions["bounds"];
  /** All addresses of a name; the DNS's unless told. */
  resolve?: (hostname: string) => Promise<readonly string[]>;
  /** What the service holds; a key of the tests' own unless told. */
  held?: HeldInstallationKey;
}

/** The real service on a real database and queue, and exchanges' real ends of their webhooks. */
export class NotifyWorld {
  readonly key = installationKeyOf(Buffer.alloc(32, 9));
  readonly secret = newWebhookSecret();
  readonly #options: NotifyWorldOptions;
  readonly #authority: Awaited<ReturnType<typeof makeAuthority>>;
  readonly #receivers: Receiver[] = [];
  #stop: (() => Promise<void>) | undefined;
  #n = 0;

  private constructor(options: NotifyWorldOptions, authority: Awaited<ReturnType<typeof makeAuthority>>) {
    this.#options = options;
    this.#authority = authority;
  }

  static async open(options: NotifyWorldOptions): Promise<NotifyWorld> {
    return new NotifyWorld(options, await makeAuthority());
  }

  openExchange(): Promise<SampleWebhooks> {
    return SampleWebhooks.open(this.#options.owner);
  }

  /** Of the authority that the service trusts, unless told. */
  async openReceiver(options: ReceiverOptions = {}): Promise<Receiver> {
    const receiver = await startReceiver({ authority: this.#authority, ...options });
    this.#receivers.push(receiver);
    return receiver;
  }

  /** @returns the subscription's id */
  subscribe(
    exchange: SampleWebhooks,
    receiver: Pick<Receiver, "url">,
    own: { isOrdered?: boolean; filter?: object } = {},
  ): Promise<string> {
    const seal = (id: string) => sealSecret(this.key, id, this.secret);
    return exchange.subscribe({ url: `${receiver.url}/hook`, seal, ...own });
  }

  /** Gives an exchange so many events more. @returns their numbers */
  async release(exchange: SampleWebhooks, count = 1, payload: object = samplePayload()): Promise<number[]> {
    const numbers = Array.from({ length: count }, () => ++this.#n);
    await exchange.release(...numbers.map((n) => ({ n, payload })));
    return numbers;
  }

  /** Another process of the service; the first unless told ends with the world. */
  async start(): Promise<() => Promise<void>> {
    const { databaseUrl, queue: backend, totalMs = 2_000, bounds, resolve, held } = this.#options;
    const logger = createLogger({ service: "notify", level: "error" });
    const db = await openDatabase({ url: databaseUrl, applicationName: "redflag notify test", poolMax: 4 });
    const queue = await openNotifyQueue(backend, logger);
    const privateHosts = this.#receivers.map(({ host }) => host);
    const client = new WebhookClient({
      policy: { privateHosts, ...(resolve && { resolve }) },
      ca: this.#authority.ca,
      totalMs,
    });
    const key = held ?? new HeldInstallationKey("nowhere", this.key);
    const abort = new AbortController();
    const { signal } = abort;
    const running = runNotifyService({ db, queue, client, key, logger, signal, ...(bounds && { bounds }) });
    let ended: Promise<void> | undefined;
    const end = async () => {
      abort.abort();
      await running;
      await client.close();
      await queue.close();
      await db.close();
    };
    this.#stop = () => (ended ??= end());
    return this.#stop;
  }

  /** Makes due now what waits and nobody is at; whoever settles locks rows in another order, and is not waited for. */
  async hasten(): Promise<void> {
    await this.#options.owner.pool.query(
      `update delivery set next_at = now() where (subscription_id, event_id) in (
        select subscription_id, event_id from delivery where state = 'waiting' for update skip locked)`,
    );
  }

  /** Throws unless a receiver that was given the secret would take it. */
  verify({ headers, body }: ReceivedRequest): unknown {
    return new Webhook(this.secret).verify(body, { ...headers });
  }

  async close(): Promise<void> {
    await this.#stop?.();
    await Promise.all(this.#receivers.map((receiver) => receiver.close()));
  }
}

/** Looks until it is so. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await sleep(POLL_MS);
}
