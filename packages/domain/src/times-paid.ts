import type { RecentFlow } from "./profile.ts";

let counted: { flows: readonly RecentFlow[]; present: RecentFlow; times: number } | undefined;

/**
 * How many of the remembered payments went to the payee of the present one, which is the last of them: several rules ask it of
 * one payment, and it is counted once.
 */
export function timesPaid(recentOut: readonly RecentFlow[], present: RecentFlow): number {
  if (counted?.flows !== recentOut || counted.present !== present) {
    let times = 0;
    for (const { counterparty } of recentOut) if (counterparty === present.counterparty) times++;
    counted = { flows: recentOut, present, times };
  }
  return counted.times;
}
