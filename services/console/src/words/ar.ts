import address from "./ar/address.json" with { type: "json" };
import alert from "./ar/alert.json" with { type: "json" };
import audit from "./ar/audit.json" with { type: "json" };
import caseWords from "./ar/case.json" with { type: "json" };
import chart from "./ar/chart.json" with { type: "json" };
import flow from "./ar/flow.json" with { type: "json" };
import heuristic from "./ar/heuristic.json" with { type: "json" };
import list from "./ar/list.json" with { type: "json" };
import operations from "./ar/operations.json" with { type: "json" };
import people from "./ar/people.json" with { type: "json" };
import queue from "./ar/queue.json" with { type: "json" };
import reports from "./ar/reports.json" with { type: "json" };
import review from "./ar/review.json" with { type: "json" };
import screening from "./ar/screening.json" with { type: "json" };
import search from "./ar/search.json" with { type: "json" };
import setup from "./ar/setup.json" with { type: "json" };
import shell from "./ar/shell.json" with { type: "json" };
import show from "./ar/show.json" with { type: "json" };
import webhook from "./ar/webhook.json" with { type: "json" };
import type { MessageId } from "./en.ts";

export const AR: Readonly<Record<MessageId, string>> = {
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
  ...queue,
  ...reports,
  ...review,
  ...screening,
  ...search,
  ...setup,
  ...shell,
  ...show,
  ...webhook,
};
