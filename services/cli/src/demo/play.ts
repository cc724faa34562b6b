import assert from "node:assert/strict";
import type { Devnet } from "@redflag/chain/devnet/devnet";
import type { Hash, Hex } from "@redflag/domain/hex";
import type { Block } from "@redflag/domain/transfer";
import type { PlayStep } from "./play-step.ts";

/** A payment of the play as the chain holds it now. */
export interface PlayedPayment {
  name: string;
  txHash: Hash;
  /** Absent while it waits in the mempool, and after a reorg dropped it. */
  blockNumber?: number;
}

export interface PlayHooks {
  /** The chain has a new head: a block more, or as many others after a reorg. */
  onHead?(head: Block, cause: "mined" | "reorganized"): void;
  /** Resolves once the pipeline has seen these payments, which may then be reorganized away. Without it nobody waits. */
  awaitSeen?(payments: readonly Required<PlayedPayment>[]): Promise<void>;
}

/** `wall`: blocks have the clock's time. `chain`: a second after their parent's, however fast they are mined. */
export type PlayClock = "wall" | "chain";

export interface Play {
  run(steps: readonly PlayStep[]): Promise<void>;
}

/** Carries out steps on a chain, one after the other; remembers the named payments from one `run` to the next. */
export function createPlay(devnet: Devnet, clock: PlayClock, hooks: PlayHooks = {}): Play {
  const named = new Map<string, PlayedPayment & { signed?: Hex }>();

  function getNamed(name: string) {
    const payment = named.get(name);
    assert(payment !== undefined, `no payment is called "${name}"`);
    return payment;
  }

  async function mine(afterS: number | undefined): Promise<void> {
    const afterParentS = afterS ?? (clock === "chain" ? 1 : undefined);
    const head = await devnet.mine(1, afterParentS === undefined ? {} : { afterParentS });
    for (const payment of named.values()) {
      if (payment.blockNumber === undefined && payment.signed === undefined) payment.blockNumber = head.number;
    }
    hooks.onHead?.(head, "mined");
  }

  async function reorg(depthBlocks: number, drop: readonly string[]): Promise<void> {
    const { head, dropped } = await devnet.reorg(depthBlocks, { drop: drop.map((name) => getNamed(name).txHash) });
    for (const [i, name] of drop.entries()) {
      named.set(name, { name, txHash: getNamed(name).txHash, signed: dropped[i] as Hex });
    }
    hooks.onHead?.(head, "reorganized");
  }

  async function step(step: PlayStep): Promise<void> {
    switch (step.kind) {
      case "pay":
        await devnet.transferMany(step.payments);
        return;
      case "pay_named":
        assert(!named.has(step.name), `two payments are called "${step.name}"`);
        named.set(step.name, { name: step.name, txHash: await devnet.transfer(step.payment) });
        return;
      case "forge":
        await devnet.transferFrom(step.forger, { token: step.token, from: step.from, to: step.to, amount: 0n });
        return;
      case "freeze":
        await devnet.blacklist(step.token, step.account);
        return;
      case "mine":
        return mine(step.afterS);
      case "await_seen":
        await hooks.awaitSeen?.(step.names.map((name) => describeMined(getNamed(name))));
        return;
      case "reorg":
        return reorg(step.depthBlocks, step.drop);
      case "resend": {
        const { name, signed, txHash } = getNamed(step.name);
        assert(signed !== undefined, `"${name}" was not dropped`);
        assert.equal(await devnet.broadcast(signed), txHash);
        named.set(name, { name, txHash });
        return;
      }
    }
  }

  return {
    async run(steps) {
      for (const each of steps) await step(each);
    },
  };
}

function describeMined({ name, txHash, blockNumber }: PlayedPayment): Required<PlayedPayment> {
  assert(blockNumber !== undefined, `"${name}" is in no block`);
  return { name, txHash, blockNumber };
}
