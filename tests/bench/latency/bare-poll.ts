/**
 * What cannot be left out: asks each endpoint for the head every 250 ms, from start to start, and for the logs of what is
 * new, and commits a row for each. Imports no product code.
 * Run: BENCH_DATABASE_URL=… node bare-poll.ts <endpoint>…; ends with its standard input
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Pool } from "undici";

const POLL_MS = 250;

const client = new pg.Client(process.env.BENCH_DATABASE_URL);
await client.connect();
let ended = false;
process.stdin.resume().on("end", () => {
  ended = true;
});

const watches = await Promise.all(process.argv.slice(2).map(openWatch));
process.stdout.write("watching\n");
await Promise.all(watches.map((watch) => watch()));
await client.end();

/** @returns what watches, from the head on that the endpoint has now, until the end */
async function openWatch(url: string): Promise<() => Promise<void>> {
  const { origin, pathname: path } = new URL(url);
  const endpoint = new Pool(origin);
  let next = Number(await call("eth_blockNumber", [])) + 1;
  return async () => {
    while (!ended) {
      const begin = performance.now();
      const head = Number(await call("eth_blockNumber", []));
      if (head >= next) {
        const span = { fromBlock: quantity(next), toBlock: quantity(head) };
        const logs = (await call("eth_getLogs", [span])) as Array<{ transactionHash: string }>;
        const hashes = logs.map(({ transactionHash }) => Buffer.from(transactionHash.slice(2), "hex"));
        await client.query("insert into evidence (tx_hash) select unnest($1::bytea[])", [hashes]);
        next = head + 1;
      }
      await sleep(Math.max(0, begin + POLL_MS - performance.now()));
    }
    await endpoint.close();
  };

  async function call(method: string, params: unknown[]): Promise<unknown> {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const headers = { "content-type": "application/json" };
    const answer = await endpoint.request({ method: "POST", path, headers, body });
    const { result } = (await answer.body.json()) as { result: unknown };
    return result;
  }
}

function quantity(number: number): string {
  return `0x${number.toString(16)}`;
}
