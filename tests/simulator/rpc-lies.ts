import type { RpcCall, RpcReply } from "@redflag/chain/json-rpc-transport";
import { keccakHex } from "@redflag/chain/keccak";
import type { RawBlock } from "@redflag/chain/testing/real-block";
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
 * @param orphaned blocks of a branch that was left, whose logs may be given for those that stand there now
 */
export function makeLie(
  random: Random,
  call: RpcCall,
  reply: RpcReply,
  orphaned: readonly RawBlock[] = [],
): Lie | undefined {
  if ("error" in reply || reply.result === null) return undefined;
  switch (call.method) {
    case "eth_getLogs":
      return lieAboutLogs(random, reply.result as Json[], orphaned);
    case "eth_getBlockByNumber":
    case "eth_getBlockByHash":
      return lieAboutBlock(random, reply.result as Json);
    case "eth_getBlockReceipts":
      return lieAboutReceipts(random, reply.result as Json[]);
    default:
      return undefined;
  }
}

function lieAboutLogs(random: Random, logs: readonly Json[], orphaned: readonly RawBlock[]): Lie | undefined {
  if (logs.length === 0) return undefined;
  const place = random.between(0, logs.length - 1);
  const victim = logs[place] as Json;
  switch (random.weigh({ dropLog: 40, dropBlock: 15, dropThird: 10, tamper: 15, makeUp: 10, orphan: 10, repeat: 5 })) {
    case "dropThird":
      return { kind: "a third dropped", reply: { result: logs.filter((_, i) => i % 3 !== place % 3) } };
    case "makeUp":
      return { kind: "log made up", reply: { result: withInvented(logs, place) } };
    case "orphan":
      return lieAboutOrphan(random, logs, victim, orphaned);
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

/** One more payment after the last log of the victim's transaction, by parties that the bloom admits. */
function withInvented(logs: readonly Json[], place: number): Json[] {
  const victim = logs[place] as Json;
  const next = logs[place + 1];
  const logIndex = Number(victim.logIndex) + 1;
  const isFree = next?.blockHash !== victim.blockHash || Number(next?.logIndex) > logIndex;
  const invented = { ...altered(victim), logIndex: `0x${logIndex.toString(16)}` };
  return isFree ? [...logs.slice(0, place + 1), invented, ...logs.slice(place + 1)] : [...logs];
}

/** A log of the block that stood there before: with the hash that it had, or with the one that stands there now. */
function lieAboutOrphan(
  random: Random,
  logs: readonly Json[],
  victim: Json,
  orphaned: readonly RawBlock[],
): Lie | undefined {
  const block = orphaned.find(
    ({ block: { number, hash } }) => number === victim.blockNumber && hash !== victim.blockHash,
  );
  const old = block?.receipts.flatMap((receipt) => receipt.logs) ?? [];
  const taken = old.filter((log) => log.address === victim.address);
  if (taken.length === 0) return undefined;
  const orphan = random.pick(taken);
  const claimed = random.chance(50) ? { ...orphan, blockHash: victim.blockHash } : orphan;
  return { kind: "log of an orphaned block", reply: { result: logs.map((log) => (log === victim ? claimed : log)) } };
}

/** Whether an endpoint that has lost a part of its index for good still has this log. The same logs are missing every time. */
export function isForgotten(seed: string, { transactionHash, logIndex }: Json): boolean {
  return Number.parseInt(keccakHex(Buffer.from(`${seed} ${transactionHash} ${logIndex}`)).slice(2, 10), 16) % 6 === 0;
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
  if (random.chance(30)) {
    return { kind: "receipt left out", reply: { result: receipts.filter((receipt) => receipt !== victim) } };
  }
  const lost = receipts.map((receipt) => (receipt === victim ? { ...receipt, logs: [] } : receipt));
  return { kind: "receipt emptied", reply: { result: lost } };
}
