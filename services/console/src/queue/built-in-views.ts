import type { AlertCounts, Count } from "@redflag/contract/http/routes/alerts";
import type { MessageId } from "../words/en.ts";
import { sumOf } from "./count-text.ts";
import { ANY_REVIEW, type QueueSearch } from "./queue-search.ts";

interface BuiltInView {
  name: MessageId;
  search: QueueSearch;
  countOf?: (counts: AlertCounts) => Count;
}

/** What everybody asks for. A count that is not exactly the list's is not shown. */
export const BUILT_IN_VIEWS: readonly BuiltInView[] = [
  {
    name: "queue.view.open",
    search: {},
    countOf: ({ review: { open, assigned, escalated } }) => sumOf([open, assigned, escalated]),
  },
  {
    name: "queue.view.mine",
    search: { assignee: "me", review: "open,assigned,escalated,snoozed" },
    countOf: ({ mine }) => mine,
  },
  {
    name: "queue.view.unassigned",
    search: { assignee: "none", review: "open,escalated,snoozed" },
    countOf: ({ unassigned }) => unassigned,
  },
  {
    name: "queue.view.overdue",
    search: { overdue: true, review: ANY_REVIEW, sort: "due" },
    countOf: ({ overdue }) => overdue,
  },
  { name: "queue.view.escalated", search: { review: "escalated" }, countOf: ({ review }) => review.escalated },
  { name: "queue.view.followUp", search: { followUp: true, sort: "newest" } },
  { name: "queue.view.all", search: { review: ANY_REVIEW, sort: "newest" } },
];
