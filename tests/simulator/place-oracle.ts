import { groupAlerts } from "@redflag/domain/alert-group";
import { rankAlert, rankGroup } from "@redflag/domain/alert-rank";
import { differences } from "./differences.ts";
import type { Stored, StoredPlace } from "./stored.ts";

const LOGS_PER_BLOCK = 2 ** 20;

/** Every alert that stands has the place which all that stand give it, by looking at each pair; who is withdrawn has none. */
export async function checkPlaces(stored: Stored): Promise<string[]> {
  const alerts = await stored.places();
  const findings = Map.groupBy(await stored.findingPayments(), ({ alert }) => alert);
  const keysOf = (payments: ReadonlyArray<readonly [number, number]>) =>
    payments.map(([block, log]) => block * LOGS_PER_BLOCK + log);
  const groups = groupAlerts(
    alerts.flatMap(({ id, firstBlock }) => {
      const own = findings.get(id);
      if (own === undefined) return [];
      const payments = new Set(own.flatMap((row) => keysOf(row.payments)));
      return [{ id, firstBlock, opening: [...new Set(keysOf(own[0]?.payments ?? []))], payments }];
    }),
  );
  const wanted = alerts.map((alert): StoredPlace => {
    const group = groups.get(alert.id);
    if (group === undefined) return { ...alert, group: null, rank: null, groupRank: null, groupSize: null };
    const members = alerts.filter(({ id }) => groups.get(id) === group);
    const best = [...Map.groupBy(members, ({ heuristic }) => heuristic).values()].map((own) =>
      Math.max(...own.map(rankAlert)),
    );
    const lead = group === alert.id ? { groupRank: rankGroup(best), groupSize: members.length } : {};
    return { ...alert, group, rank: rankAlert(alert), groupRank: null, groupSize: null, ...lead };
  });
  return differences("places", alerts, wanted);
}
