import { createHash } from "node:crypto";
import { sealSecret } from "@redflag/runtime/sealed-secret";
import type pg from "pg";
import { INSTALLATION_KEY } from "./installation-key.ts";
import { OwnSets } from "./own-sets.ts";
import { Random } from "./random.ts";
import type { Manner, Receivers } from "./receivers.ts";
import { asksForMore } from "./seed-kinds.ts";

/** None of the museum's, which so stay as they were found. */
const ALONE = [8, 9, 13, 15, 18, 23];

/** Three of four seeds have exchanges, webhooks and clocks of their own. */
export function meetsExchanges(seed: number): boolean {
  return !ALONE.includes(seed % 24);
}

/** What a subscription is for, in the contract's words; the oracle reads these four, a set of own addresses, and no others. */
const FILTERS = [
  {},
  { finalOnly: true },
  { severityMin: "HIGH" },
  { types: ["alert.created", "alert.withdrawn", "subscription.disabled"] },
] as const;

export interface SimSubscription {
  id: string;
  subscriberId: string;
  url: string;
  manner: Manner;
  filter: { finalOnly?: boolean; severityMin?: string; types?: readonly string[] };
  isOrdered: boolean;
  /** Alerts of these own addresses only. */
  ownSet?: string;
}

const SUBSCRIBERS_MAX = 3;

/** Exchanges with webhooks: the first is there from the beginning, others come while everything runs. */
export class Exchanges {
  readonly subscriptions: SimSubscription[] = [];
  readonly subscriberIds: string[] = [];
  readonly ownSets: OwnSets;
  readonly #seed: number;
  readonly #random: Random;
  readonly #client: pg.Client;
  readonly #receivers: Receivers;

  constructor(options: { seed: number; random: Random; client: pg.Client; receivers: Receivers }) {
    this.#seed = options.seed;
    this.#random = options.random;
    this.#client = options.client;
    this.#receivers = options.receivers;
    this.ownSets = new OwnSets(new Random(`${options.seed} own sets`), options.client);
  }

  /** Another exchange with its webhooks, as long as there are not enough. @returns who it is */
  async begin(): Promise<string> {
    const n = this.subscriberIds.length + 1;
    if (n > SUBSCRIBERS_MAX) return "nobody";
    const subscriberId = uuidOf(n, 0);
    await this.#client.query("insert into subscriber (id, name) values ($1, $2)", [subscriberId, `Exchange ${n}`]);
    this.subscriberIds.push(subscriberId);
    const manners: string[] = [];
    for (let k = this.#random.between(1, 2); k > 0; k--) manners.push(await this.#subscribe(n, k, subscriberId));
    return `exchange ${n}: ${manners.join(", ")}`;
  }

  async #subscribe(n: number, k: number, subscriberId: string): Promise<string> {
    const random = this.#random;
    const manner = random.weigh<Manner>({ steady: 30, moody: 35, choosy: 20, dead: 8, gone: 7 });
    const filter = random.pick(FILTERS);
    const isOrdered = random.chance(40);
    const ownSet = asksForMore(this.#seed) && random.chance(50) ? uuidOf(n, k + 4) : undefined;
    if (ownSet !== undefined) await this.ownSets.open(ownSet, subscriberId);
    const [id, url] = [uuidOf(n, k), `https://exchange-${n}.example/hook-${k}`];
    await this.#client.query(
      `insert into subscription (id, subscriber_id, name, url, filter, is_ordered, state)
       values ($1, $2, $3, $4, $5, $6, 'active')`,
      [id, subscriberId, `hook ${k}`, url, JSON.stringify({ ...filter, addressSet: ownSet }), isOrdered],
    );
    const secret = `whsec_${createHash("sha256").update(`${this.#seed} ${id}`).digest("base64")}`;
    await this.#client.query("insert into subscription_secret (subscription_id, seq, sealed) values ($1, 1, $2)", [
      id,
      sealSecret(INSTALLATION_KEY, id, secret),
    ]);
    this.#receivers.open(url, { manner, secret });
    this.subscriptions.push({ id, subscriberId, url, manner, filter, isOrdered, ...(ownSet && { ownSet }) });
    return manner;
  }
}

function uuidOf(n: number, k: number): string {
  return `00000000-0000-4000-a000-0000000${n}000${k}`;
}
