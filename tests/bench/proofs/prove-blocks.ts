/**
 * Proves blocks of one chain as its head brings them, one after the other, or only reads the same answers; prints what that
 * cost (`ProvingCost`), without the first blocks. Run: node prove-blocks.ts <chain> <proof or read> <JSON: blocks> <endpoint>…
 */
import { createHttpTransport } from "@redflag/chain/http-transport";
import { openSource } from "@redflag/chain/open-source";
import { getChain } from "@redflag/domain/chain-registry";
import { logFilterFor } from "@redflag/domain/log-filter";
import type { BlockRef } from "@redflag/domain/transfer";
import { Pool } from "undici";
import type { ProvingCost } from "./proof-figures.ts";

/** Not counted: what a process learns. A fifth of the blocks, but not more. */
const WARM_UP_BLOCKS_MAX = 40;

const [name = "", way = "", list = "[]", ...endpoints] = process.argv.slice(2);
const chain = getChain(name);
const blocks = JSON.parse(list) as BlockRef[];
const { one, close } = way === "proof" ? prover() : reader(endpoints[0] ?? "");
const warmUp = Math.min(WARM_UP_BLOCKS_MAX, Math.floor(blocks.length / 5));
for (const block of blocks.slice(0, warmUp)) await one(block);
const before = process.cpuUsage();
for (const block of blocks.slice(warmUp)) await one(block);
const { user, system } = process.cpuUsage(before);
await close();
const cost: ProvingCost = { blocks: blocks.length - warmUp, cpuSeconds: (user + system) / 1e6 };
process.stdout.write(`${JSON.stringify(cost)}\n`);

/** As under the policy `proof`, another endpoint asked for the block's hash, too. */
function prover() {
  const transports = endpoints.map((url) => createHttpTransport(url));
  const source = openSource({ chain, policy: "proof", transports });
  const filter = logFilterFor(chain.name);
  return {
    async one(block: BlockRef) {
      const { level } = await source.proveBlock(block, filter);
      if (level !== "proven") throw new Error(`block ${block.number} of ${chain.name} is ${level}`);
    },
    close: () => source.close(),
  };
}

/** The same three questions; the answers are parsed as JSON, and nothing is looked at. */
function reader(url: string) {
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin);
  const ask = async (method: string, params: unknown[]) => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const answer = await pool.request({ method: "POST", path, headers: { "content-type": "application/json" }, body });
    return answer.body.json();
  };
  return {
    async one({ number, hash }: BlockRef) {
      const header = await ask("eth_getBlockByHash", [hash, false]);
      const canonical = await ask("eth_getBlockByNumber", [`0x${number.toString(16)}`, false]);
      const receipts = await ask("eth_getBlockReceipts", [hash]);
      if (!header || !canonical || !receipts) throw new Error(`no block ${number}`);
    },
    close: () => pool.close(),
  };
}
