import { Problem } from "@redflag/domain/problem";
import type { Log } from "@redflag/domain/transfer";
import { bloomOf } from "./bloom.ts";
import { codecOf } from "./chain-codec.ts";
import type { RpcTransport } from "./json-rpc-transport.ts";
import { createLogTest } from "./log-filter.ts";
import type { EvmHeader } from "./parse-block.ts";
import { parseReceipt } from "./parse-receipt.ts";
import { readReceipts } from "./read-receipts.ts";
import { type ProofRules, proveReceipts } from "./receipts-proof.ts";
import type { LogFilter } from "./source.ts";

/**
 * The filter's logs of one block out of its receipts: held against the receipts root where that can be computed, else
 * against the bloom, which receipts with a log more or less do not give.
 * @throws Problem `endpoint_*`, `block_not_available`, `answer_inconsistent`, `proof_unavailable` without receipts
 */
export async function readReceiptLogs(
  transport: RpcTransport,
  chain: ProofRules,
  header: EvmHeader,
  filter: LogFilter,
  signal?: AbortSignal,
): Promise<readonly Log[]> {
  const endpoint = transport.name;
  const receipts = await readReceipts(transport, header, signal);
  try {
    return await proveReceipts({ header, receipts, filter, endpoint, chain });
  } catch (error) {
    const isUnprovable = error instanceof Problem && error.code === "proof_unavailable";
    if (!isUnprovable || header.logsBloom === undefined) throw error;
    return takeByBloom(receipts, chain, header, filter, endpoint);
  }
}

function takeByBloom(
  receipts: unknown,
  chain: ProofRules,
  header: EvmHeader,
  filter: LogFilter,
  endpoint: string,
): readonly Log[] {
  const codec = codecOf(chain);
  const where = `${endpoint}: block ${header.number}`;
  if (!Array.isArray(receipts)) {
    throw new Problem("endpoint_malformed_answer", `${where}: the receipts are not a list`);
  }
  const logs = receipts.flatMap(
    (item: unknown, i) => parseReceipt(item, `${where}, receipt ${i}`, codec.receipts).logs,
  );
  if (bloomOf(logs.flatMap(({ address, topics }) => [address, ...topics])) !== header.logsBloom) {
    throw new Problem("answer_inconsistent", `${where}: the logs of its receipts do not make the header's bloom`);
  }
  return logs.filter(createLogTest(filter));
}
