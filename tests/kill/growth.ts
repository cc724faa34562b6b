import { setTimeout as sleep } from "node:timers/promises";
import type { KillWorld } from "./world.ts";

/** Between two blocks, unless told. */
const PAUSE_MS = 100;

export interface Growth {
  /** The last blocks are replaced once the one in hand is there. */
  reorgSoon(depth: number): void;
  /** @throws what ended it */
  check(): void;
  /** No block more once this resolves. */
  stop(): Promise<void>;
}

/** Blocks come steadily; a reorg waits for the block in hand. What fails here is thrown at the next step. */
export function growWhile(world: KillWorld, pauseMs = PAUSE_MS): Growth {
  let stopped = false;
  let reorgDepth = 0;
  let failure: unknown;
  const running = (async () => {
    while (!stopped) {
      await world.mineBlock();
      if (reorgDepth > 0) await world.reorg(reorgDepth);
      reorgDepth = 0;
      await sleep(pauseMs);
    }
  })().catch((error: unknown) => {
    failure = error;
  });
  const check = () => {
    if (failure !== undefined) throw failure;
  };
  return {
    reorgSoon(depth) {
      check();
      reorgDepth = depth;
    },
    check,
    async stop() {
      stopped = true;
      await running;
    },
  };
}
