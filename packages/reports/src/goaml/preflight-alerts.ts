import type { ReportProblem } from "@redflag/contract/report-problem";
import type { ReportedAlert, ReportMaterial } from "./report-material.ts";

/** What of the alerts keeps them from being reported. */
export function alertProblems({ alerts, payments }: ReportMaterial): ReportProblem[] {
  if (alerts.length === 0) {
    return [
      {
        code: "alerts_missing",
        blocks: true,
        text: "The report is about no alert.",
        hint: "Add the alerts that it is about.",
      },
    ];
  }
  return alerts.flatMap((alert, index) => {
    const held = payments.filter((payment) => payment.alerts.includes(alert.id)).length;
    const where = `alert ${index + 1} of ${alerts.length}, ${alert.id}`;
    return [...stateProblem(alert), ...completenessProblem(alert, held)].map((problem) => ({ ...problem, where }));
  });
}

function stateProblem({ state }: ReportedAlert): ReportProblem[] {
  if (state === "final") return [];
  if (state === "provisional") {
    return [
      {
        code: "alert_provisional",
        blocks: true,
        text: "It is provisional: a reorg of the chain could still take its payments back.",
        hint: "Wait until it is final. On most chains that takes minutes; `redflag coverage` shows how far each has come.",
      },
    ];
  }
  return [
    {
      code: "alert_withdrawn",
      blocks: true,
      text: "It is withdrawn: what it rested on does not stand any more.",
      hint: "Take it out of the report; its page says why it was withdrawn.",
    },
  ];
}

function completenessProblem({ paymentCount }: ReportedAlert, held: number): ReportProblem[] {
  if (held >= paymentCount) return [];
  return [
    {
      code: "payments_incomplete",
      blocks: true,
      text: `It rests on ${paymentCount} payments, and ${held} of them are at hand.`,
      hint: "Retention may have removed the others from the ledger; fill these blocks again, or report without this alert.",
    },
  ];
}
