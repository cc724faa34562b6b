import type { AddressFlows } from "@redflag/contract/http/routes/flows";

export type FlowDay = AddressFlows["days"][number];

const DAY_MS = 86_400_000;
/** As long as days are remembered. */
export const DAYS_SHOWN = 92;
/** Payments a day from which a day has the next step of the colour. Ours [E]. */
export const STEPS = [1, 2, 5, 10, 25] as const;

/** The days that the calendar has: the newest with a payment and as many before it as are remembered, all within the year. */
export function spanOf(days: readonly FlowDay[]): { from: string; to: string } | undefined {
  const last = days.at(-1)?.day;
  if (last === undefined) return undefined;
  return { from: dayOf(Date.parse(last) - (DAYS_SHOWN - 1) * DAY_MS), to: last };
}

export function paymentsOf({ in: received, out }: FlowDay): number {
  return received.count + out.count;
}

/** The steps with the payments of each; the last has no end. */
export function pieces(): Array<{ min: number; max?: number }> {
  return STEPS.map((min, index) => {
    const next = STEPS[index + 1];
    return next === undefined ? { min } : { min, max: next - 1 };
  });
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
