import type { RpcCall, RpcReply } from "@redflag/chain/json-rpc-transport";
import type { Random } from "./random.ts";

type Json = Record<string, unknown>;

export interface Lie {
  /** What was done, for the count. */
  kind: string;
  reply: RpcReply;
}

/**
 * One false answer to this call, or undefined when there is nothing to falsify. Each is well-formed: what is wrong shows
 * only beside something else.
 */
export function makeLie(random: Random, call: RpcCall, reply: RpcReply): Lie | undefined {
  if ("error" in reply || reply.result === null) return undefined;
  switch (call.method) {
    case "eth_getLogs":
      return lieAboutLogs(random, reply.result as Json[]);
    case "eth_getBlockByNumber":
    case "eth_getBlockByHash":
      return lieAboutBlock(random, reply.result as Json);
    case "eth_getBlockReceipts":
      return lieAboutReceipts(random, reply.result as Json[]);
    default:
      return undefined;
  }
}

function lieAboutLogs(random: Random, logs: readonly Json[]): Lie | undefined {
  if (logs.length === 0) return undefined;
  const place = random.between(0, logs.length - 1);
  const victim = logs[place] as Json;
  switch (random.weigh({ dropLog: 50, dropBlock: 20, tamper: 20, repeat: 10 })) {
    case "dropLog":
      return { kind: "log dropped", reply: { result: logs.filter((log) => log !== victim) } };
    case "dropBlock":
      return {
        kind: "logs of a block dropped",
        reply: { result: logs.filter((log) => log.blockHash !== victim.blockHash) },
      };
    case "tamper":
      return { kind: "log altered", reply: { result: logs.map((log) => (log === victim ? altered(victim) : log)) } };
    case "repeat":
      return { kind: "log repeated", reply: { result: [...logs.slice(0, place), victim, ...logs.slice(place)] } };
  }
}

/** Another amount: the bloom knows nothing of data. */
function altered(log: Json): Json {
  const data = String(log.data);
  return data.length === 66
    ? { ...log, data: `${data.slice(0, 65)}${data.endsWith("0") ? "1" : "0"}` }
    : { ...log, topics: [] };
}

function lieAboutBlock(random: Random, block: Json): Lie {
  const wrong = `0x${"e1".repeat(32)}`;
  switch (random.weigh({ absent: 40, hash: 30, parent: 20, time: 10 })) {
    case "absent":
      return { kind: "block denied", reply: { result: null } };
    case "hash":
      return { kind: "wrong hash", reply: { result: { ...block, hash: wrong } } };
    case "parent":
      return { kind: "wrong parent", reply: { result: { ...block, parentHash: wrong } } };
    case "time":
      return { kind: "wrong time", reply: { result: { ...block, timestamp: "0x1" } } };
  }
}

function lieAboutReceipts(random: Random, receipts: readonly Json[]): Lie {
  if (receipts.length === 0 || random.chance(30)) return { kind: "receipts denied", reply: { result: null } };
  const victim = random.pick(receipts);
  const lost = receipts.map((receipt) => (receipt === victim ? { ...receipt, logs: [] } : receipt));
  return { kind: "receipt emptied", reply: { result: lost } };
}
