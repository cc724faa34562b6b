import address from "./ar/address.json" with { type: "json" };
import alert from "./ar/alert.json" with { type: "json" };
import caseWords from "./ar/case.json" with { type: "json" };
import chart from "./ar/chart.json" with { type: "json" };
import flow from "./ar/flow.json" with { type: "json" };
import queue from "./ar/queue.json" with { type: "json" };
import review from "./ar/review.json" with { type: "json" };
import search from "./ar/search.json" with { type: "json" };
import shell from "./ar/shell.json" with { type: "json" };
import show from "./ar/show.json" with { type: "json" };
import type { MessageId } from "./en.ts";

export const AR: Readonly<Record<MessageId, string>> = {
  ...address,
  ...alert,
  ...caseWords,
  ...chart,
  ...flow,
  ...queue,
  ...review,
  ...search,
  ...shell,
  ...show,
};
