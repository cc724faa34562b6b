import { Problem } from "@redflag/domain/problem";
import type { Log } from "@redflag/domain/transfer";
import { BlockTooLarge } from "./block-too-large.ts";
import type { Dialect, Header } from "./dialect.ts";
import type { Endpoint } from "./endpoint.ts";
import { callLogsOf } from "./log-call.ts";
import { resultOf, sendCalls } from "./rpc-result.ts";
import type { LogFilter } from "./source.ts";

interface HardBlockRequest<H extends Header> {
  header: H;
  filter: LogFilter;
  dialect: Dialect<H>;
  /** What the endpoint said of the block's logs. */
  words: string;
}

/**
 * The logs of one block that the endpoint calls too large to be asked for: contract by contract, and where that is
 * refused as well, or says that there is nothing, from the receipts.
 * @throws Problem `endpoint_refused` where there are no receipts to read, otherwise as the endpoint fails
 */
export async function readHardBlock<H extends Header>(
  endpoint: Endpoint,
  request: HardBlockRequest<H>,
  signal?: AbortSignal,
): Promise<readonly Log[]> {
  const { header, filter, dialect, words } = request;
  if (!endpoint.logLimits.isUnable) {
    const logs = await findByContract(endpoint, request, signal);
    if (logs !== undefined && logs.length > 0) return logs;
  }
  if (dialect.readReceiptLogs === undefined) throw new BlockTooLarge(tellTooLarge(endpoint, header.number, words));
  return dialect.readReceiptLogs(endpoint, header, filter, signal);
}

export function tellTooLarge({ name }: Endpoint, blockNumber: number, words: string): string {
  return `${name}: the logs of block ${blockNumber} alone are refused: ${words}`;
}

async function findByContract<H extends Header>(
  endpoint: Endpoint,
  { header, filter, dialect }: HardBlockRequest<H>,
  signal: AbortSignal | undefined,
): Promise<Log[] | undefined> {
  const span = { from: header.number, to: header.number };
  const calls = filter.addresses.map((address) => callLogsOf({ ...filter, addresses: [address] }, span));
  try {
    const replies = await sendCalls(endpoint, calls, signal);
    const logs = replies.flatMap((reply) =>
      dialect.parseLogs(resultOf(reply, "eth_getLogs", endpoint.name), endpoint.name),
    );
    return logs.sort((a, b) => a.logIndex - b.logIndex);
  } catch (error) {
    if (error instanceof Problem && error.code === "endpoint_refused") return undefined;
    throw error;
  }
}
