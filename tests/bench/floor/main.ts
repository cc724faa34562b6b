/**
 * The floor: what reading a chain into these tables costs when nothing but that is done, and the yardstick for the product.
 * It imports nothing of the product. Run: BENCH_DATABASE_URL=… node main.ts <endpoint> <directory of the chain>
 */
import { loadChain } from "./load-chain.ts";

const [endpoint = "", chainDirectory = ""] = process.argv.slice(2);
await loadChain(endpoint, chainDirectory, process.env.BENCH_DATABASE_URL ?? "");
