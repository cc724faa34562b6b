import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startAnvil } from "@redflag/chain/devnet/anvil";
import { openDevnet } from "@redflag/chain/devnet/devnet";
import { demo } from "@redflag/domain/chains/demo";
import { CONTRACT_CACHE } from "../contract-cache.ts";
import { openSlowEndpoint } from "./slow-endpoint.ts";

const PAYERS = Array.from({ length: 8 }, (_, i) => 10 + i);
const ROUNDS = 40;
const BLOCKS_PER_ROUND = 75;
const DELAY_MS = 60;

export interface OldWorld {
  /** Answers late. */
  url: string;
  /** The node itself. */
  nodeUrl: string;
  /** Blocks that are to be filled; all final. */
  from: number;
  to: number;
  close(): Promise<void>;
}

/** A real chain of some three thousand blocks that stands still, with payments here and there. */
export async function openOldWorld(): Promise<OldWorld> {
  const directory = await mkdtemp(join(tmpdir(), "redflag-old-"));
  const anvil = await startAnvil({ logFile: join(directory, "anvil.log") });
  const net = openDevnet({ url: anvil.url, cacheDir: CONTRACT_CACHE });
  await net.deploy();
  await net.issue("usdt", 1_000_000_000_000_000n);
  await net.mine(1, { afterParentS: 1 });
  await net.transferMany(PAYERS.map((to) => ({ token: "usdt", from: 0, to, amount: 1_000_000_000n }) as const));
  const funded = await net.mine(1, { afterParentS: 1 });
  for (let round = 0; round < ROUNDS; round++) {
    await net.transferMany(
      PAYERS.map((from, i) => {
        const to = PAYERS[(i + 1 + (round % 5)) % PAYERS.length] ?? 10;
        return { token: "usdt", from, to, amount: BigInt(1_000_000 + round) } as const;
      }),
    );
    await net.mine(BLOCKS_PER_ROUND, { afterParentS: 1 });
  }
  const { number: head } = await net.getHead();
  const finality = demo.finality.kind === "depth" ? demo.finality.blocks : 0;
  const slow = await openSlowEndpoint(anvil.url, DELAY_MS);
  return {
    url: slow.url,
    nodeUrl: anvil.url,
    from: funded.number + 1,
    to: head - finality - 1,
    async close() {
      await slow.close();
      await net.close();
      await anvil.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
