import { textTable } from "../bench/text-table.ts";
import type { SoakFigures } from "./soak-sample.ts";

export function soakText(figures: SoakFigures): string {
  const { hours, transfersPerS, chains, queue, payments, reorgs, listChanges, alerts, webhooks, missing, loadMean } =
    figures;
  const rows = figures.trends.map(({ name, begin, end, slopePerHour, isFlat }) => [
    name,
    figure(begin),
    figure(end),
    figure(slopePerHour),
    isFlat ? "yes" : "NO",
  ]);
  return [
    `${hours.toFixed(2)} h at ${transfersPerS} transfers/s over ${chains.join(", ")}, queue in ${queue}, load ${loadMean.toFixed(1)}: ${payments} payments, ${reorgs} reorgs, ` +
      `${listChanges} changes of lists, ${alerts} alerts, ${webhooks} webhooks, ${missing} alerts missing`,
    "",
    textTable([["after the warm-up", "first third", "last third", "slope an hour", "flat"], ...rows]),
  ].join("\n");
}

function figure(value: number): string {
  if (Number.isNaN(value)) return "–";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en-US") : value.toFixed(1);
}
