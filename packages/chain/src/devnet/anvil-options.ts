import { dirname, join } from "node:path";
import { demo } from "@redflag/domain/chains/demo";
import { ACCOUNT_COUNT, MNEMONIC } from "./accounts.ts";

export interface AnvilOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  /** Emptied at each start. What the node keeps on disk stands beside it. */
  logFile: string;
  /** Without it blocks are mined only when asked for. */
  blockTimeMs?: number;
  /**
   * The chain is loaded from here when there is one, and written here on `stop`. A killed node writes nothing, and a
   * loaded one cannot reorganize blocks from before: it keeps the state of the last alone.
   */
  stateDir?: string;
  /** Called as soon as there is a process, long before it answers: whoever remembers it must not miss a short life. */
  onSpawn?: (pid: number) => Promise<void>;
}

/** Deepest reorg that the node can still do, with room to spare: it forgets the state of older blocks. */
const STATES_KEPT = 64;

/**
 * Blocks whose transactions and logs can still be read: two hours at one block a second. A transaction costs the node
 * about 8 KB for as long as it is kept.
 */
const BLOCKS_KEPT = 7_200;

/** Room for about 20,000 transfers in a block. */
const BLOCK_GAS_LIMIT = 1_000_000_000;

/** The chain begins this long ago, so that the days which a play passes in seconds stay behind the clock. */
const GENESIS_AGE_S = 10 * 86_400;

export function listAnvilArguments({ port = 0, logFile, blockTimeMs, stateDir }: AnvilOptions): string[] {
  return [
    ["--host", "127.0.0.1"],
    ["--port", `${port}`],
    ["--chain-id", `${demo.id}`],
    ["--mnemonic", MNEMONIC],
    // Funded in the first block: an account funded later would be poor again after a reorg.
    ["--accounts", `${ACCOUNT_COUNT}`],
    ["--timestamp", `${Math.floor(Date.now() / 1000) - GENESIS_AGE_S}`],
    ["--order", "fifo"],
    ["--gas-limit", `${BLOCK_GAS_LIMIT}`],
    ["--prune-history", `${STATES_KEPT}`],
    ["--transaction-block-keeper", `${BLOCKS_KEPT}`],
    // Else each reorg leaves a directory in the user's home.
    ["--cache-path", join(dirname(logFile), "anvil-cache")],
    ["--disable-console-log"],
    blockTimeMs === undefined ? ["--no-mining"] : ["--block-time", `${blockTimeMs / 1000}`],
    stateDir === undefined ? [] : ["--state", join(stateDir, "state.json")],
  ].flat();
}
