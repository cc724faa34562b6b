import type { FoundAlert } from "./found-alert.ts";
import { type LabelledSet, txHashOf } from "./labelled-set.ts";
import { mergeAlerts } from "./merge-alerts.ts";

/** What was found, the highest ranked first, a JSON object a line, for a scorer elsewhere. What is about one scheme is one line. */
export function alertLines(alerts: readonly FoundAlert[], { name, payments }: LabelledSet): string {
  const byId = new Map(payments.map((payment) => [payment.id, payment]));
  const ranked = mergeAlerts(alerts).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const lines = ranked.map(({ id, rules, score, openedAt, payments: own }) => {
    const addresses = new Set<string>();
    for (const payment of own) {
      const { from, to } = byId.get(payment) ?? {};
      if (from !== undefined && to !== undefined) addresses.add(from).add(to);
    }
    const tx = [...own].map((payment) => txHashOf(name, payment));
    return `${JSON.stringify({ id, time: openedAt, score, addresses: [...addresses], tx, rules })}\n`;
  });
  return lines.join("");
}
