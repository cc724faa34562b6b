import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Anvil, startAnvil } from "@redflag/chain/devnet/anvil";
import { type Devnet, openDevnet, type Payment } from "@redflag/chain/devnet/devnet";
import type { Address } from "@redflag/domain/address";
import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { CONTRACT_CACHE } from "../contract-cache.ts";

/** Who pays beside what is looked for. */
const FIRST_PAYER = 10;
const PAYERS = 20;
/** Who pays listed addresses: nobody twice within a reorg's reach, or a dropped payment would take the next with it. */
const LISTED_PAYERS = Array.from({ length: 40 }, (_, i) => 50 + i);
const LISTED = [900, 902, 903];
/** Get money in one block and pass nearly all of it on in the next: each is a finding of a rule with a memory. */
const RELAYS = Array.from({ length: 600 }, (_, i) => 200 + i);
const TAKER = 950;
const FUNDING = 1_000_000_000_000n;

/** A real chain that goes on while processes die, and what must be found in it. */
export class KillWorld {
  readonly anvil: Anvil;
  readonly net: Devnet;
  readonly #directory: string;
  /** Accounts that passed money on. */
  readonly relays = new Set<Address>();
  /** Listed address → its payments on the chain as it is now. */
  readonly expected = new Map<Address, Set<Hash>>();
  #last: { hash: Hash; subject: Address; block: number } | undefined;
  #round = 0;
  readonly #payers: readonly number[];

  private constructor(anvil: Anvil, net: Devnet, directory: string, payers: readonly number[]) {
    this.anvil = anvil;
    this.net = net;
    this.#directory = directory;
    this.#payers = payers;
  }

  /** @param payers how many ordinary payments a block has */
  static async open(payers = PAYERS): Promise<KillWorld> {
    const paying = Array.from({ length: payers }, (_, i) => FIRST_PAYER + i);
    const directory = await mkdtemp(join(tmpdir(), "redflag-kill-"));
    const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
    const net = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
    await net.deploy();
    await net.issue("usdt", FUNDING * 100n);
    await net.mine(1, { afterParentS: 1 });
    const funded = [...paying, ...LISTED_PAYERS, ...LISTED].map(
      (to) => ({ token: "usdt", from: 0, to, amount: FUNDING }) as const,
    );
    await net.transferMany(funded);
    const block = await net.mine(1, { afterParentS: 1 });
    // The chain begins days ago: whatever looks back a week has a week behind it from the first payment on.
    await net.mine(1, { afterParentS: 1 });
    const world = new KillWorld(anvil, net, directory, paying);
    world.startBlock = block.number + 1;
    return world;
  }

  /** Screening begins above the funding. */
  startBlock = 0;

  listedEntries(): Entry[] {
    return LISTED.map((index) => ({
      address: this.net.account(index),
      family: "eip155",
      category: "sanctions",
      severity: "HIGH",
      authority: "Kill test (fictional)",
      confidence: 100,
      sharing: "TLP:CLEAR",
    }));
  }

  /** One block of ordinary payments, with one to or from a listed address in every other. */
  async mineBlock(): Promise<void> {
    const round = this.#round++;
    const payers = this.#payers;
    const payments: Payment[] = payers.map((from, i) => ({
      token: "usdt",
      from,
      to: payers[(i + 1 + (round % 7)) % payers.length] ?? FIRST_PAYER,
      amount: BigInt(1_000_000 + round),
    }));
    await this.net.transferMany([...payments, ...this.#relayed(round)]);
    let planted: { hash: Hash; subject: Address } | undefined;
    if (round % 2 === 0) {
      const listed = LISTED[(round / 2) % LISTED.length] ?? 900;
      const payer = LISTED_PAYERS[(round / 2) % LISTED_PAYERS.length] ?? 50;
      const [from, to] = round % 4 === 0 ? [payer, listed] : [listed, payer];
      const hash = await this.net.transfer({ token: "usdt", from, to, amount: BigInt(5_000_000 + round) });
      const subject = this.net.account(listed);
      const own = this.expected.get(subject) ?? new Set();
      this.expected.set(subject, own.add(hash));
      planted = { hash, subject };
    }
    const block = await this.net.mine();
    if (planted !== undefined) this.#last = { ...planted, block: block.number };
  }

  /** Every third round pays a relay; the round after it, the relay pays out. */
  #relayed(round: number): Payment[] {
    const relay = RELAYS[Math.floor(round / 3)];
    const amount = 2_000_000_000n;
    if (relay === undefined) return [];
    if (round % 3 === 0)
      return [{ token: "usdt", from: this.#payers[round % this.#payers.length] ?? FIRST_PAYER, to: relay, amount }];
    if (round % 3 === 2) return [];
    this.relays.add(this.net.account(relay));
    return [{ token: "usdt", from: relay, to: TAKER, amount: amount - 1_000_000n }];
  }

  /** Replaces the last blocks; the latest payment of a listed address may be gone for good. */
  async reorg(depth: number): Promise<void> {
    const head = await this.net.getHead();
    const gone = this.#last !== undefined && this.#last.block > head.number - depth ? this.#last : undefined;
    this.#last = undefined;
    await this.net.reorg(depth, { drop: gone === undefined ? [] : [gone.hash] });
    if (gone !== undefined) this.expected.get(gone.subject)?.delete(gone.hash);
  }

  async close(): Promise<void> {
    await this.net.close();
    await this.anvil.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
