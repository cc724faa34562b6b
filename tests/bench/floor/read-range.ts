import type { Pool } from "undici";

export interface RawHeader {
  number: string;
  hash: string;
  parentHash: string;
  timestamp: string;
}

export interface RawLog {
  address: string;
  topics: [string, string, string];
  data: string;
  blockNumber: string;
  blockHash: string;
  transactionHash: string;
  logIndex: string;
}

export interface RawRange {
  /** One for every number asked for, ascending. */
  headers: RawHeader[];
  logs: RawLog[];
}

type Filter = { addresses: readonly string[]; topics0: readonly string[] };

const BATCH_CALLS = 100;

/** Logs and headers of from..to in JSON-RPC batches, the requests that Redflag sends. */
export async function readRange(pool: Pool, from: number, to: number, filter: Filter): Promise<RawRange> {
  const calls = [
    {
      method: "eth_getLogs",
      params: [
        { fromBlock: quantity(from), toBlock: quantity(to), address: filter.addresses, topics: [filter.topics0] },
      ] as unknown[],
    },
  ];
  for (let number = from; number <= to; number++) {
    calls.push({ method: "eth_getBlockByNumber", params: [quantity(number), false] });
  }
  const batches: unknown[][] = [];
  for (let i = 0; i < calls.length; i += BATCH_CALLS) batches.push(calls.slice(i, i + BATCH_CALLS));
  const [logs, ...headers] = (await Promise.all(batches.map((batch) => send(pool, batch)))).flat();
  return { logs: logs as RawLog[], headers: headers as RawHeader[] };
}

async function send(pool: Pool, calls: readonly unknown[]): Promise<unknown[]> {
  const requests = calls.map((call, i) => ({ jsonrpc: "2.0", id: i + 1, ...(call as object) }));
  const { statusCode, body } = await pool.request({
    method: "POST",
    path: "/",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(requests),
  });
  if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk as Buffer);
  const replies = JSON.parse(Buffer.concat(chunks).toString("latin1")) as Array<{ id: number; result?: unknown }>;
  return calls.map((_, i) => {
    const reply = replies[i];
    if (reply?.id !== i + 1 || !reply.result) throw new Error(`no answer to call ${i + 1}: ${JSON.stringify(reply)}`);
    return reply.result;
  });
}

function quantity(value: number): string {
  return `0x${value.toString(16)}`;
}
