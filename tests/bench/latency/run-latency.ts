import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListedWorld } from "../../pipeline/listed-world.ts";
import { openCluster } from "../cluster.ts";
import { migrate } from "../contenders.ts";
import { LATENCY_CONTENDERS } from "./latency-contenders.ts";
import { type LatencyRow, summarizeLatency } from "./latency-summary.ts";
import { measureLatency } from "./measure-latency.ts";

/** Runs the contenders one after the other on one real node, each with a database of its own. */
export async function runLatency(blocks: number, onStep: (what: string) => void): Promise<LatencyRow[]> {
  const workDirectory = await mkdtemp(join(tmpdir(), "redflag-latency-"));
  const cluster = await openCluster();
  try {
    onStep("the chain");
    const world = await ListedWorld.open();
    try {
      const rows: LatencyRow[] = [];
      for (const [i, contender] of LATENCY_CONTENDERS.entries()) {
        onStep(`${contender.name}, ${blocks} blocks`);
        const databaseUrl = await cluster.createDatabase(`latency_${i}`);
        const { url: endpoint } = world.anvil;
        const arena = { endpoint, socket: endpoint.replace("http", "ws"), databaseUrl, workDirectory };
        if (contender.schema === undefined) await migrate(arena);
        await cluster.checkpoint();
        rows.push(summarizeLatency(contender.name, await measureLatency(world, contender, arena, blocks)));
      }
      return rows;
    } finally {
      await world.close();
    }
  } finally {
    await cluster.release();
    await rm(workDirectory, { recursive: true, force: true });
  }
}
