import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { CHAIN_LOADS } from "../live/chain-load.ts";
import { startLiveServer } from "../live/start-live-server.ts";
import { runProcess } from "../run-process.ts";
import { type ProofFigures, type ProvingCost, proofFigures } from "./proof-figures.ts";

const PROVE_BLOCKS = fileURLToPath(import.meta.resolve("./prove-blocks.ts"));

/** Of each chain, so many of what it brings; on slow ones as many as there are. */
const BLOCKS_MAX = 120;

/**
 * What proving every block of the heads costs, each chain in a process of its own, beside reading the same answers. TRON's
 * blocks are not among them: no proof reaches them.
 * @param seconds of each chain's life
 */
export async function runProofs(seconds: number, onStep: (what: string) => void): Promise<ProofFigures[]> {
  const workDirectory = await mkdtemp(join(tmpdir(), "redflag-proofs-"));
  onStep("the chains");
  const server = await startLiveServer(seconds);
  try {
    server.begin(0);
    const rows: ProofFigures[] = [];
    for (const { chain, receiptsPerBlock } of CHAIN_LOADS) {
      if (receiptsPerBlock === 0) continue;
      onStep(chain.name);
      const blocks = server.chains.find(({ name }) => name === chain.name)?.blocks.slice(0, BLOCKS_MAX) ?? [];
      const cost = async (way: "read" | "proof") => {
        const endpoints = server.ports.map((port) => `http://127.0.0.1:${port}/${chain.name}`);
        const args = [chain.name, way, JSON.stringify(blocks), ...endpoints];
        const { stdout } = await runProcess(PROVE_BLOCKS, args, {}, join(workDirectory, "usage.json"));
        return JSON.parse(stdout) as ProvingCost;
      };
      const facts = { chain: chain.name, blockTimeMs: chain.blockTimeMs, receiptsPerBlock };
      rows.push(proofFigures(facts, await cost("read"), await cost("proof")));
    }
    return rows;
  } finally {
    await server.stop();
    await rm(workDirectory, { recursive: true, force: true });
  }
}
