import type { Address } from "@redflag/domain/address";
import type { Hex } from "@redflag/domain/hex";
import { ownAddressHash } from "@redflag/runtime/own-address-hash";
import { findAddressSetForUpdate } from "@redflag/store/address-set";
import { getInstallationKeyId, holdInstallationKey } from "@redflag/store/installation-key";
import { inTransaction } from "@redflag/store/transaction";
import type pg from "pg";
import { INSTALLATION_KEY } from "./installation-key.ts";
import type { Random } from "./random.ts";
import type { Simulation } from "./simulation.ts";
import type { StatementFault, Task } from "./task.ts";
import { SUSPECTS } from "./world-traffic.ts";

type Mode = "add" | "remove" | "replace";

interface OwnSet {
  version: number;
  /** What it held, each from a moment on. */
  held: Array<{ since: number; addresses: ReadonlySet<Address> }>;
}

/**
 * Exchanges' sets of their own addresses, which change while events are told: what each held at every moment, and between which
 * moments deliveries were made of each event. Whether a change took effect is the database's to say.
 */
export class OwnSets {
  #moment = 0;
  readonly #ended: Array<() => Promise<void>> = [];
  readonly #sets = new Map<string, OwnSet>();
  readonly #fanned = new Map<string, Array<{ upTo: number; from: number; to: number }>>();
  readonly #random: Random;
  readonly #client: pg.Client;

  constructor(random: Random, client: pg.Client) {
    this.#random = random;
    this.#client = client;
  }

  get count(): number {
    return this.#sets.size;
  }

  async open(id: string, subscriberId: string): Promise<void> {
    const addresses = new Set(SUSPECTS.filter(() => this.#random.chance(50)));
    await this.#client.query(
      "insert into address_set (id, subscriber_id, name, address_count) values ($1, $2, $3, $4)",
      [id, subscriberId, `set ${id}`, addresses.size],
    );
    await this.#client.query("insert into set_address (set_id, address_hash) select $1, unnest($2::bytea[])", [
      id,
      [...hashesOf(addresses)].map((hash) => Buffer.from(hash.slice(2), "hex")),
    ]);
    this.#sets.set(id, { version: 1, held: [{ since: ++this.#moment, addresses }] });
  }

  /** An exchange changes one of its sets. */
  startChange(simulation: Simulation, index: number, fault?: StatementFault): Promise<Task> {
    const random = this.#random;
    const [id, mode] = [random.pick([...this.#sets.keys()]), random.pick(["add", "remove", "replace"] as const)];
    const named = new Set(SUSPECTS.filter(() => random.chance(mode === "replace" ? 50 : 30)));
    return simulation.start(`${mode} own addresses`, index, fault, async ({ db }) => {
      try {
        await inTransaction(db, async (tx) => {
          await holdInstallationKey(tx);
          await getInstallationKeyId(tx, INSTALLATION_KEY);
          const set = await findAddressSetForUpdate(tx, id);
          if (set === undefined) throw new Error(`set ${id} is gone`);
          await simulation.steps.changeAddressSet(tx, set, { mode, hashes: hashesOf(named), now: new Date() });
        });
      } finally {
        this.#ended.push(() => this.#note(id, mode, named));
      }
      return named.size;
    });
  }

  /** A task's last exchange is its commit, if it comes to one: nobody else's has come between. */
  async #note(id: string, mode: Mode, named: ReadonlySet<Address>): Promise<void> {
    const set = this.#sets.get(id);
    const before = set?.held.at(-1)?.addresses;
    const { rows } = await this.#client.query<{ version: number }>("select version from address_set where id = $1", [
      id,
    ]);
    if (set === undefined || before === undefined || rows[0]?.version === set.version) return;
    set.version = rows[0]?.version ?? 0;
    set.held.push({ since: ++this.#moment, addresses: changed(before, mode, named) });
  }

  /** A step begins that makes deliveries. @returns when */
  beginFanOut(): number {
    return ++this.#moment;
  }

  /** It has ended, however: what it looked at was so at some moment since it began. */
  endFanOut(from: number): void {
    this.#ended.push(() => this.#noteFanOut(from));
  }

  /** After each step: what became of those that have ended. */
  async look(): Promise<void> {
    for (const note of this.#ended.splice(0)) await note();
  }

  async #noteFanOut(from: number): Promise<void> {
    const { rows } = await this.#client.query<{ id: string; position: number }>(
      "select subscriber_id::text as id, position::int from fan_out order by 1",
    );
    const to = ++this.#moment;
    for (const { id, position } of rows) {
      const spans = this.#fanned.get(id) ?? [];
      if ((spans.at(-1)?.upTo ?? 0) < position) spans.push({ upTo: position, from, to });
      this.#fanned.set(id, spans);
    }
  }

  /** Whether an event names an address of the set, when deliveries were made of it. */
  isOwn(setId: string, subscriberId: string, position: number, payload: object): "yes" | "no" | "perhaps" {
    const span = this.#fanned.get(subscriberId)?.find(({ upTo }) => position <= upTo);
    if (span === undefined) return "perhaps";
    const held = this.#sets.get(setId)?.held ?? [];
    const seen = held.filter(({ since }, i) => since <= span.to && (held[i + 1]?.since ?? Infinity) > span.from);
    const named = addressesIn(payload);
    const answers = new Set(seen.map(({ addresses }) => named.some((address) => addresses.has(address))));
    return answers.size > 1 ? "perhaps" : answers.has(true) ? "yes" : "no";
  }

  /** What the tables hold is what was written, and is counted. */
  async check(): Promise<string[]> {
    const { rows } = await this.#client.query<{ id: string; count: number; hashes: string[] }>(`
      select id::text, address_count as count,
        (select coalesce(array_agg('0x' || encode(address_hash, 'hex') order by 1), '{}') from set_address where set_id = id) as hashes
      from address_set order by 1`);
    return rows.flatMap(({ id, count, hashes }) => {
      const meant = hashesOf(this.#sets.get(id)?.held.at(-1)?.addresses ?? new Set());
      const isMeant = hashes.length === meant.size && hashes.every((hash) => meant.has(hash as Hex));
      return isMeant && count === meant.size ? [] : [`own addresses: set ${id} holds others than were written to it`];
    });
  }
}

function changed(before: ReadonlySet<Address>, mode: Mode, named: ReadonlySet<Address>): ReadonlySet<Address> {
  if (mode === "replace") return named;
  return mode === "add" ? before.union(named) : before.difference(named);
}

function hashesOf(addresses: ReadonlySet<Address>): Set<Hex> {
  return new Set(
    [...addresses].map((address): Hex => `0x${ownAddressHash(INSTALLATION_KEY, address).toString("hex")}`),
  );
}

/** The subject of an alert and the parties of its payments. */
function addressesIn(payload: object): Address[] {
  const { subject, transfers = [] } = payload as {
    subject?: string;
    transfers?: ReadonlyArray<{ sender: string; recipient: string }>;
  };
  const texts = [subject, ...transfers.flatMap(({ sender, recipient }) => [sender, recipient])];
  return texts.flatMap((text) => (text === undefined ? [] : [text.split(":").at(-1)?.toLowerCase() as Address]));
}
