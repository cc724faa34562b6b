import { setTimeout as sleep } from "node:timers/promises";
import { DEMO_TOKENS } from "@redflag/chain/devnet/demo-token";
import type { Devnet } from "@redflag/chain/devnet/devnet";
import { demo } from "@redflag/domain/chains/demo";
import { units } from "./amounts.ts";
import { nextScene } from "./endless-world.ts";
import { listFunding } from "./funding.ts";
import { createPlay, type PlayHooks } from "./play.ts";
import { FIRST_LIVE_BLOCK, FIRST_PLAY_BLOCK, writePrologue } from "./prologue.ts";
import { writeScenario } from "./scenario.ts";

/** Any number: one world for everybody who runs the demo. */
export const DEMO_SEED = 1_373;

const SUPPLY = units("1000000000000");

/**
 * Deploys the tokens and gives everybody their money, in three blocks; does nothing on a chain where that is done.
 * @returns the first block of the play: the ledger of the demo may begin here
 */
export async function prepareWorld(devnet: Devnet): Promise<number> {
  await devnet.deploy();
  const funding = listFunding();
  const last = funding.at(-1);
  if (last !== undefined && (await devnet.getBalance(last.token, last.to)) === 0n) {
    for (const token of DEMO_TOKENS) await devnet.issue(token, SUPPLY);
    await devnet.mine(1, { afterParentS: 1 });
    await devnet.transferMany(funding);
    await devnet.mine(1, { afterParentS: 1 });
  }
  return FIRST_PLAY_BLOCK;
}

/** Plays the bounded scenario on a prepared world, as fast as the chain and the hooks allow. */
export async function playScenario(devnet: Devnet, hooks: PlayHooks = {}, seed = DEMO_SEED): Promise<void> {
  await createPlay(devnet, "chain", hooks).run([...writePrologue(seed), ...writeScenario(seed)]);
}

export interface EndlessOptions {
  /** Ends the play after the step in hand. */
  signal: AbortSignal;
  hooks?: PlayHooks;
  seed?: number;
  blockTimeMs?: number;
}

/** Plays the world without end on a prepared chain, a block a second, until the signal; then returns. */
export async function playEndless(devnet: Devnet, options: EndlessOptions): Promise<void> {
  const { signal, hooks = {}, seed = DEMO_SEED, blockTimeMs = demo.blockTimeMs } = options;
  const play = createPlay(devnet, "wall", hooks);
  if ((await devnet.getHead()).number < FIRST_LIVE_BLOCK - 1) {
    for (const step of writePrologue(seed)) if (!signal.aborted) await play.run([step]);
  }
  // The first block at once: nobody waits for the first payment.
  let due = Date.now() - blockTimeMs;
  while (!signal.aborted) {
    const { number } = await devnet.getHead();
    for (const step of nextScene(seed, number + 1)) {
      if (step.kind === "mine") {
        // Behind by more than a block (a laptop that slept): go on from now, do not race to catch up.
        due = Math.max(due + blockTimeMs, Date.now() - blockTimeMs);
        await sleep(Math.max(0, due - Date.now()), undefined, { signal }).catch(() => undefined);
      }
      if (signal.aborted) return;
      await play.run([step]);
    }
  }
}
