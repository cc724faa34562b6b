import { createHttpTransport } from "@redflag/chain/http-transport";
import { openSource } from "@redflag/chain/open-source";
import { logFilterFor } from "@redflag/domain/log-filter";
import { expect, test } from "vitest";
import { serveChains } from "../server/serve-chains.ts";
import { CHAIN_LOADS, type ChainLoad } from "./chain-load.ts";
import { drawLiveChain } from "./draw-live-chain.ts";
import { TimedChain } from "./timed-chain.ts";

const SECONDS = 13;

test("nine chains that together bring 500 payments a second", () => {
  expect(new Set(CHAIN_LOADS.map(({ chain }) => chain.id)).size).toBe(9);
  expect(CHAIN_LOADS.reduce((sum, { transfersPerS }) => sum + transfersPerS, 0)).toBe(500);
});

test.each(CHAIN_LOADS.map((load) => [load.chain.name, load] as const))(
  "%s: its blocks are read and proven by the product",
  async (_, load: ChainLoad) => {
    const { chain, firstBlock, receiptsPerBlock } = load;
    const blocks = await drawLiveChain(load, SECONDS);
    const served = new TimedChain(chain.id, blocks);
    expect(served.lastBlock).toBe(firstBlock);
    served.begin(Date.now() - 1_000 * SECONDS);
    expect(served.lastBlock).toBe(firstBlock + blocks.length - 1);

    const ports = await serveChains(() => served, 2);
    const transports = ports.map((port) => createHttpTransport(`http://127.0.0.1:${port}/`));
    const source = openSource({ chain, policy: chain.verify, transports });
    const filter = logFilterFor(chain.name);
    const range = await source.getRange(firstBlock, served.lastBlock, filter);
    expect(range.logs).toHaveLength(Math.floor(((blocks.at(-1)?.atMs ?? 0) * load.transfersPerS) / 1_000));
    const last = blocks.at(-1);
    if (receiptsPerBlock > 0 && last !== undefined) {
      const proof = await source.proveBlock(last, filter);
      expect(proof.level).toBe("proven");
      expect(proof.logs).toEqual(range.logs.filter(({ blockNumber }) => blockNumber === last.number));
    }
    await source.close();
  },
);
