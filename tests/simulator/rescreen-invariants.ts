import type { RescreenReport } from "@redflag/screen/rescreen-lane";
import { differences } from "./differences.ts";
import type { Stored, StoredEvent } from "./stored.ts";

/**
 * A new generation begins at the lane's start with lists no older than those that were there when it was asked for.
 * @param known by list, the newest version that was imported by then
 */
export function checkGeneration(
  { generation, isNew, startBlock }: RescreenReport,
  epochs: Awaited<ReturnType<Stored["epochs"]>>,
  known: Readonly<Record<string, number>>,
): string[] {
  if (!isNew) return [];
  const first = epochs.find((epoch) => epoch.generation === generation);
  if (first === undefined) return [`generation ${generation} has no epoch`];
  const older = Object.entries(known).filter(([list, seq]) => (first.lists[list] ?? 0) < seq);
  return [
    ...(first.fromBlock === startBlock ? [] : [`generation ${generation} begins at ${first.fromBlock}`]),
    ...older.map(([list, seq]) => `generation ${generation} screened with ${list} ${first.lists[list]}, not ${seq}`),
  ];
}

/**
 * Who succeeds whom, worked out from what subscribers were told: of the same rule and subject, and holding a payment, once
 * the generation was told, that the other held before.
 */
export async function checkSuccessions(stored: Stored): Promise<string[]> {
  const held = new Map<string, Set<string>>();
  const kinds = new Map<string, string>(
    (await stored.alerts()).map(({ id, heuristic, subject }) => [id, `${heuristic} ${subject}`]),
  );
  const expected: Array<{ predecessor: string; alert: string; generation: number }> = [];
  const told: typeof expected = [];
  const events = await stored.events();
  for (const [generation, own] of byStep(events)) {
    const before = new Map([...held].map(([id, payments]) => [id, new Set(payments)]));
    for (const event of own) apply(held, event);
    if (generation === undefined) continue;
    for (const { alert: predecessor, kind, payload } of own) {
      if (kind !== "withdrawn") continue;
      for (const alert of payload.rescreen?.succeededBy ?? []) told.push({ predecessor, alert, generation });
      for (const [alert, payments] of held) {
        const shares = [...(before.get(predecessor) ?? [])].some((payment) => payments.has(payment));
        if (shares && kinds.get(alert) === kinds.get(predecessor)) {
          expected.push({ predecessor, alert, generation });
        }
      }
    }
  }
  const rows = await stored.successions();
  return [
    ...differences("successions", rows, expected.sort(byText)),
    ...differences("successors that were told", told.sort(byText), rows),
  ];
}

/** Events one after the other, those of one rescreening together with its generation. */
function byStep(events: readonly StoredEvent[]): Array<[generation: number | undefined, events: StoredEvent[]]> {
  const steps: Array<[number | undefined, StoredEvent[]]> = [];
  for (const event of events) {
    const generation = event.payload.rescreen?.generation;
    const last = steps.at(-1);
    if (last !== undefined && generation !== undefined && last[0] === generation) last[1].push(event);
    else steps.push([generation, [event]]);
  }
  return steps;
}

function apply(held: Map<string, Set<string>>, { alert, payload }: StoredEvent): void {
  const payments = held.get(alert) ?? new Set();
  held.set(alert, payments);
  for (const { transaction, token, ordinal, change } of payload.transfers) {
    const name = `${transaction} ${token} ${ordinal}`;
    if (change === "retracted") payments.delete(name);
    else payments.add(name);
  }
}

function byText(a: { predecessor: string; alert: string; generation: number }, b: typeof a): number {
  const key = ({ generation, predecessor, alert }: typeof a) =>
    `${String(generation).padStart(6)} ${predecessor} ${alert}`;
  return key(a) < key(b) ? -1 : 1;
}
