/**
 * The floor with profiles: the floor, and behind the written ledger a bounded memory of each address in the product's
 * table, of the product's sizes, and no rule. It imports nothing of the product. Run:
 * BENCH_DATABASE_URL=… node main.ts <endpoint> <directory of the chain> <addresses with followed money> <addresses> <bytes>
 */
import { getDrawnChain } from "../../chain/manifest.ts";
import { loadChain } from "../load-chain.ts";
import { keepProfiles } from "./keep-profiles.ts";

const [endpoint = "", chainDirectory = "", followed, addresses, bytes] = process.argv.slice(2);
const databaseUrl = process.env.BENCH_DATABASE_URL ?? "";
await loadChain(endpoint, chainDirectory, databaseUrl);
const exposure = { share: Number(followed) / Number(addresses), bytes: Number(bytes) };
await keepProfiles(getDrawnChain(chainDirectory), databaseUrl, exposure);
