import address from "./en/address.json" with { type: "json" };
import alert from "./en/alert.json" with { type: "json" };
import caseWords from "./en/case.json" with { type: "json" };
import chart from "./en/chart.json" with { type: "json" };
import flow from "./en/flow.json" with { type: "json" };
import queue from "./en/queue.json" with { type: "json" };
import review from "./en/review.json" with { type: "json" };
import search from "./en/search.json" with { type: "json" };
import shell from "./en/shell.json" with { type: "json" };
import show from "./en/show.json" with { type: "json" };

/** Every message of the console, in ICU's message syntax. The other languages have the same ids; a test holds them to it. */
export const EN = {
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

export type MessageId = keyof typeof EN;
