import type { RawBlock } from "@redflag/chain/testing/real-block";

type RawLog = RawBlock["receipts"][number]["logs"][number];

/** What an endpoint makes of a block: its receipts, and in them its logs, are others; its header stays as it is. */
export type Lie = (block: RawBlock) => RawBlock;

const keepLogs = ({ block, receipts }: RawBlock, isKept: (log: RawLog, at: number) => boolean): RawBlock => {
  let at = 0;
  return {
    block,
    receipts: receipts.map((receipt) => ({ ...receipt, logs: receipt.logs.filter((log) => isKept(log, at++)) })),
  };
};

/** In the last transaction, after all others. */
const addLog = ({ block, receipts }: RawBlock, change: Partial<RawLog>): RawBlock => {
  const last = receipts.at(-1) as RawBlock["receipts"][number];
  const [paid] = last.logs;
  const logIndex = `0x${receipts.flatMap(({ logs }) => logs).length.toString(16)}`;
  const extended = { ...last, logs: [...last.logs, { ...(paid as RawLog), logIndex, ...change }] };
  return { block, receipts: [...receipts.slice(0, -1), extended] };
};

const OTHER_HASH = `0x${"0f".repeat(32)}`;
const OTHER_AMOUNT = { data: `0x${"7".padStart(64, "0")}` };

/** Parties, token and topic are the block's own in all that is added, so that its bloom admits them. */
export const LIES = {
  "one log in a hundred left out": (block) => keepLogs(block, (_, at) => at % 100 !== 50),
  "one transfer left out among others": (block) => keepLogs(block, (_, at) => at !== 2),
  "the logs of one receipt left out": ({ block, receipts }) => ({
    block,
    receipts: receipts.map((receipt, i) => (i === 7 ? { ...receipt, logs: [] } : receipt)),
  }),
  "one receipt left out": ({ block, receipts }) => ({ block, receipts: receipts.filter((_, i) => i !== 7) }),
  "a whole block's logs left out": (block) => keepLogs(block, () => false),
  "a third of the answer left out": (block) => keepLogs(block, (_, at) => at % 3 !== 0),
  "a log made up": (block) => addLog(block, OTHER_AMOUNT),
  "an amount made up": ({ block, receipts }) => ({
    block,
    receipts: receipts.map((receipt) => ({
      ...receipt,
      logs: receipt.logs.map((log) => (log.logIndex === "0x8" ? { ...log, ...OTHER_AMOUNT } : log)),
    })),
  }),
  "a log of an orphaned block, under this block's hash": (block) =>
    addLog(block, { ...OTHER_AMOUNT, transactionHash: OTHER_HASH, transactionIndex: "0x3e7" }),
} satisfies Record<string, Lie>;

/** Its hash gives it away before anything is stored. It is held against nobody: a reorg between two answers looks the same. */
export const ORPHANED: Lie = (block) =>
  addLog(block, { blockHash: OTHER_HASH, transactionHash: OTHER_HASH, transactionIndex: "0x3e7" });
