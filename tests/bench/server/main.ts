/**
 * Serves a chain's precomputed answers on loopback, in a process of its own so that its work is nobody's. Prints the port;
 * ends when its input does. Run: node main.ts <directory of the chain> <milliseconds that each answer waits>
 */
import { ChainFiles } from "./chain-files.ts";
import { serveChains } from "./serve-chains.ts";

const chain = new ChainFiles(process.argv[2] ?? "");
const [port] = await serveChains(() => chain, 1, Number(process.argv[3]));
process.stdout.write(`${port}\n`);
process.stdin.resume().on("end", () => process.exit());
