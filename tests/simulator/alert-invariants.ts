import { differences, thoseBeyond } from "./differences.ts";
import { storedTransfer } from "./ledger-invariants.ts";
import type { ExpectedAlert } from "./oracle.ts";
import type { Stored, StoredAlert, StoredEvidence } from "./stored.ts";

/**
 * Alerts and evidence are exactly the oracle's: nothing lost, nothing twice, nothing made up; beside them stands what was filed.
 * @param allowed may be there, exactly so, or not
 */
export async function checkAlerts(
  stored: Stored,
  expected: readonly ExpectedAlert[],
  allowed: readonly ExpectedAlert[],
): Promise<string[]> {
  const alerts = await stored.alerts();
  const evidence = Map.groupBy(await stored.evidence(), (row) => row.alert);
  // Whose exposure a lookback tells follows from amounts and shares, which the property tests of its fold attack.
  const byFiling = await stored.filings.standingByFiling();
  const live = alerts.filter(
    ({ id, state, heuristic }) => state !== "withdrawn" && heuristic !== "lookback-exposure" && !byFiling.has(id),
  );
  const withdrawn = alerts.filter(({ state }) => state === "withdrawn");
  const described = live.map((alert) => describeStored(alert, evidence.get(alert.id) ?? [])).sort(byText);
  const musts = expected.map(describeExpected);
  const others = thoseBeyond(described, musts, allowed.map(describeExpected));
  return [
    ...differences("alerts", described, [...musts, ...others].sort(byText)),
    ...withdrawn
      .filter(({ id }) => evidence.has(id))
      .map(({ id }) => `alert ${id} is withdrawn and has ${evidence.get(id)?.length} pieces of evidence`),
    ...live.flatMap((alert) => checkOrdinals(alert, evidence.get(alert.id) ?? [])),
  ];
}

function checkOrdinals(alert: StoredAlert, evidence: readonly StoredEvidence[]): string[] {
  const inOrder = evidence.every(({ position }, i) => position === i);
  const endsRight = evidence.at(-1)?.revision === alert.revision;
  return inOrder && endsRight
    ? []
    : [`alert ${alert.id}: its evidence is not numbered through, or ends at another revision`];
}

function describeStored(alert: StoredAlert, evidence: readonly StoredEvidence[]) {
  const { heuristic, subject, severity, state, count, firstBlock, lastBlock, firstTime, lastTime } = alert;
  return {
    ...{ heuristic, subject, severity, state, count, firstBlock, lastBlock, firstTime, lastTime },
    evidence: evidence.map(({ alert: _, position, revision, ...row }) => row).map(sorted),
  };
}

function describeExpected({ heuristic, subject, severity, state, evidence }: ExpectedAlert) {
  const [first, last] = [evidence[0], evidence.at(-1)];
  return {
    ...{ heuristic, subject, severity, state, count: evidence.length },
    ...{ firstBlock: first?.block.number, lastBlock: last?.block.number },
    ...{ firstTime: first?.block.time, lastTime: last?.block.time },
    evidence: evidence
      .map(({ block, transfer, ...row }) => ({
        ...storedTransfer(transfer),
        ...{ blockHash: block.hash, time: block.time, ...row },
      }))
      .map(sorted),
  };
}

function sorted(row: object): object {
  return Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byText(a: object, b: object): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
