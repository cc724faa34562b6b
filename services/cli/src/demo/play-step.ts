import type { DemoToken } from "@redflag/chain/devnet/demo-token";
import type { Payment } from "@redflag/chain/devnet/devnet";

/** What happens on the demo's chain, as data: a scenario is a list of these, and `drive.ts` carries them out. */
export type PlayStep =
  /** Transactions wait in the mempool until the next `mine`. */
  | { kind: "pay"; payments: readonly Payment[] }
  /** One payment that later steps refer to. */
  | { kind: "pay_named"; name: string; payment: Payment }
  /** A transfer of zero in another's name, who knows nothing of it: how address poisoners work. */
  | { kind: "forge"; forger: number; token: DemoToken; from: number; to: number }
  | { kind: "freeze"; token: "usdt" | "usdc"; account: number }
  /** `afterS`: seconds of block time after the parent, whatever the play's clock says. */
  | { kind: "mine"; afterS?: number }
  /** The driver's caller may wait here until the pipeline has seen these mined payments. */
  | { kind: "await_seen"; names: readonly string[] }
  /** Replaces the last blocks; the named payments are gone, everything else stays where it was. */
  | { kind: "reorg"; depthBlocks: number; drop: readonly string[] }
  /** The same signed transaction once more, after a reorg dropped it. */
  | { kind: "resend"; name: string };
