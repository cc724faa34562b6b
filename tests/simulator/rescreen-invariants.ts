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
 * the generation was told, that the other held before; of a filed one what its annotation says.
 */
export async function checkSuccessions(stored: Stored, wasRewritten: boolean): Promise<string[]> {
  const held = new Map<string, Set<string>>();
  const kinds = new Map<string, string>(
    (await stored.alerts()).map(({ id, heuristic, subject }) => [id, `${heuristic} ${subject}`]),
  );
  const expected: Array<{ predecessor: string; alert: string; generation: number }> = [];
  const told: typeof expected = [];
  const events = await stored.events();
  const filed = new Set<string>((await stored.filings.filed()).map(({ alert }) => alert));
  const lost = (await stored.filings.annotations()).filter(({ kind }) => kind === "not_found_again");
  for (const [generation, own] of byStep(events)) {
    const before = new Map([...held].map(([id, payments]) => [id, new Set(payments)]));
    for (const event of own) apply(held, event);
    if (generation === undefined) continue;
    const byFiling = await stored.filings.standingByFiling(generation);
    const gone = [
      ...own.flatMap(({ alert, kind, payload: { rescreen } }) =>
        kind === "withdrawn" ? [{ alert, succeededBy: rescreen?.succeededBy ?? [] }] : [],
      ),
      ...lost.filter((annotation) => annotation.generation === generation),
    ];
    for (const { alert: predecessor, succeededBy } of gone) {
      for (const alert of succeededBy ?? []) told.push({ predecessor, alert, generation });
      for (const [alert, payments] of held) {
        const shares = [...(before.get(predecessor) ?? [])].some((payment) => payments.has(payment));
        const isSame = kinds.get(alert) === kinds.get(predecessor);
        if (shares && isSame && !byFiling.has(alert)) expected.push({ predecessor, alert, generation });
      }
    }
  }
  // Where the chain was rewritten, a generation's annotations are not all of its rescreening.
  const isCounted = ({ predecessor }: { predecessor: string }) => !wasRewritten || !filed.has(predecessor);
  const rows = (await stored.successions()).filter(isCounted);
  return [
    ...differences("successions", rows, expected.filter(isCounted).sort(byText)),
    ...differences("successors that were told", told.filter(isCounted).sort(byText), rows),
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
