import address from "./en/address.json" with { type: "json" };
import alert from "./en/alert.json" with { type: "json" };
import audit from "./en/audit.json" with { type: "json" };
import caseWords from "./en/case.json" with { type: "json" };
import chart from "./en/chart.json" with { type: "json" };
import flow from "./en/flow.json" with { type: "json" };
import heuristic from "./en/heuristic.json" with { type: "json" };
import list from "./en/list.json" with { type: "json" };
import operations from "./en/operations.json" with { type: "json" };
import people from "./en/people.json" with { type: "json" };
import reports from "./en/reports.json" with { type: "json" };
import screening from "./en/screening.json" with { type: "json" };
import setup from "./en/setup.json" with { type: "json" };
import webhook from "./en/webhook.json" with { type: "json" };

/** What every other page says: it is there before the first of them is (`loaded-words.ts`). */
export const REST = {
  ...address,
  ...alert,
  ...audit,
  ...caseWords,
  ...chart,
  ...flow,
  ...heuristic,
  ...list,
  ...operations,
  ...people,
  ...reports,
  ...screening,
  ...setup,
  ...webhook,
};
