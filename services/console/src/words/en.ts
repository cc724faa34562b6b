import queue from "./en/queue.json" with { type: "json" };
import review from "./en/review.json" with { type: "json" };
import search from "./en/search.json" with { type: "json" };
import shell from "./en/shell.json" with { type: "json" };
import show from "./en/show.json" with { type: "json" };
import type { REST } from "./en-rest.ts";

/** The messages that the first page shows, in ICU's message syntax. The other languages have the same ids; a test holds them to it. */
export const EN = {
  ...queue,
  ...review,
  ...search,
  ...shell,
  ...show,
};

export type MessageId = keyof typeof EN | keyof typeof REST;
