import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Anvil, startAnvil } from "@redflag/chain/devnet/anvil";
import { type Devnet, openDevnet } from "@redflag/chain/devnet/devnet";
import { type LocalNode, openNode } from "@redflag/chain/devnet/node-calls";
import type { Entry } from "@redflag/domain/entry";
import type { Hash } from "@redflag/domain/hex";
import { CONTRACT_CACHE } from "../contract-cache.ts";

const LISTED = 900;
/** Nobody pays twice within a reorg's reach, or a dropped payment would take the next with it. */
const PAYERS = Array.from({ length: 60 }, (_, i) => 10 + i);
const AMOUNT = 1_000_000n;

/** A real local chain on which payments to one listed address are planted. */
export class ListedWorld {
  readonly anvil: Anvil;
  readonly net: Devnet;
  readonly node: LocalNode;
  /** Every planted payment, in order. */
  readonly planted: Hash[] = [];
  readonly startBlock: number;
  readonly #directory: string;

  private constructor(anvil: Anvil, net: Devnet, directory: string, startBlock: number) {
    this.anvil = anvil;
    this.net = net;
    this.node = openNode(anvil.url);
    this.#directory = directory;
    this.startBlock = startBlock;
  }

  /** Without a block time blocks are mined only when asked for. */
  static async open(options: { blockTimeMs?: number } = {}): Promise<ListedWorld> {
    const directory = await mkdtemp(join(tmpdir(), "redflag-listed-"));
    const anvil = await startAnvil({ ...options, logFile: join(directory, "anvil.log") });
    const net = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
    await net.deploy();
    await net.issue("usdt", AMOUNT * 1_000_000n);
    await net.mine(1, { afterParentS: 1 });
    await net.transferMany(PAYERS.map((to) => ({ token: "usdt", from: 0, to, amount: AMOUNT * 1_000n })));
    const funded = await net.mine(1, { afterParentS: 1 });
    return new ListedWorld(anvil, net, directory, funded.number + 1);
  }

  get entries(): Entry[] {
    const address = this.net.account(LISTED);
    const about = { family: "eip155", category: "sanctions", severity: "HIGH", confidence: 100 } as const;
    return [{ address, ...about, authority: "Test (fictional)", sharing: "TLP:CLEAR" }];
  }

  /** Waits in the node until a block is mined. */
  async pay(): Promise<Hash> {
    const from = PAYERS[this.planted.length % PAYERS.length] ?? 10;
    const hash = await this.net.transfer({ token: "usdt", from, to: LISTED, amount: AMOUNT });
    this.planted.push(hash);
    return hash;
  }

  /** A second after their parents', so that the chain stays behind the clock by the days in which it began. */
  async mine(count = 1): Promise<void> {
    await this.net.mine(count, { afterParentS: 1 });
  }

  async close(): Promise<void> {
    await this.node.close();
    await this.net.close();
    await this.anvil.stop();
    await rm(this.#directory, { recursive: true, force: true });
  }
}
