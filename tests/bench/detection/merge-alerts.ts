import { takeOrMake } from "@redflag/domain/graph/take-or-make";
import type { FoundAlert } from "./found-alert.ts";

const SHARED_MIN = 2;
/** What the second and third rule add to the strongest, as among the shapes of one group. */
const FURTHER_RULES_WEIGHT = 0.3;

/** Alerts that share two payments, or half of the later one's: what is reviewed at once. */
interface Place {
  alerts: FoundAlert[];
}

/**
 * One place in the ranking for one scheme: an alert goes to the earlier ones with which it shares the most payments. By
 * payments, never by addresses, which would tie all that a busy address does into one.
 */
export function mergeAlerts(alerts: readonly FoundAlert[]): FoundAlert[] {
  const placesOf = new Map<string, Set<Place>>();
  const places: Place[] = [];
  const inOrder = [...alerts].sort((a, b) => a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1));
  for (const alert of inOrder) {
    let place = findPlace(alert, placesOf);
    if (place === undefined) {
      place = { alerts: [] };
      places.push(place);
    }
    place.alerts.push(alert);
    for (const id of alert.payments) takeOrMake(placesOf, id, () => new Set<Place>()).add(place);
  }
  return places.map(mergedOf);
}

function findPlace({ payments }: FoundAlert, placesOf: ReadonlyMap<string, ReadonlySet<Place>>): Place | undefined {
  const shared = new Map<Place, number>();
  for (const id of payments) {
    for (const place of placesOf.get(id) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
  }
  let best: [place: Place, count: number] | undefined;
  for (const [place, count] of shared) {
    const belongs = count >= SHARED_MIN || count * 2 >= payments.size;
    if (belongs && (best === undefined || count > best[1])) best = [place, count];
  }
  return best?.[0];
}

function mergedOf({ alerts }: Place): FoundAlert {
  const opening = alerts[0] as FoundAlert;
  if (alerts.length === 1) return opening;
  const byRule = new Map<string, number>();
  for (const { rules, score } of alerts) {
    const rule = rules[0] as string;
    byRule.set(rule, Math.max(byRule.get(rule) ?? score, score));
  }
  const [first = 0, second = 0, third = 0] = [...byRule.values()].sort((a, b) => b - a);
  return {
    ...opening,
    rules: [...byRule.keys()],
    score: first + FURTHER_RULES_WEIGHT * (second + third),
    payments: new Set(alerts.flatMap(({ payments }) => [...payments])),
  };
}
