import type { ReportedAlert, ReportedPayment, ReportedSide, ReportMaterial } from "./report-material.ts";

/** An address that alerts are about, with what they rest on. */
export interface ReportedSubject {
  side: ReportedSide;
  alerts: readonly ReportedAlert[];
  payments: readonly ReportedPayment[];
}

/** Each address on its chain once, in the order of the alerts. */
export function listSubjects({ alerts, payments }: ReportMaterial): ReportedSubject[] {
  const byAccount = Map.groupBy(alerts, ({ chain, subject }) => `${chain.caip2}:${subject}`);
  return [...byAccount].map(([account, own]) => {
    const ids = new Set(own.map(({ id }) => id));
    const moved = payments.filter((payment) => payment.alerts.some((id) => ids.has(id)));
    const sides = moved.flatMap(({ sender, recipient }) => [sender, recipient]);
    const side = sides.find((candidate) => candidate.account === account);
    return { side: side ?? { account, address: own[0]?.subject ?? "" }, alerts: own, payments: moved };
  });
}
