/** Run: BENCH_DATABASE_URL=… node read-plainly-main.ts <chain's id> <first block> <last block> */
import { readPlainly } from "../backtest/read-plainly.ts";

const [chainId = 0, from = 0, to = 0] = process.argv.slice(2).map(Number);
process.stdout.write(`${await readPlainly(process.env.BENCH_DATABASE_URL ?? "", chainId, from, to)}\n`);
