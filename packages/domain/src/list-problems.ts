import type { CatalogueRow } from "./problem-row.ts";

/** What people who change lists can meet. */
export const LIST_PROBLEMS = {
  list_gate_failed: {
    title: "Version was held back by a gate of its list",
    hint:
      "The version before stays live. Correct the source and import it again; if it is right, `redflag watchlist propose " +
      "accept` asks for it, and somebody else approves.",
    retry: "fatal",
  },
  outbound_forbidden: {
    title: "Not an address that may be fetched from",
    hint:
      "Lists come by http or https from addresses of the internet. REDFLAG_OUTBOUND_PRIVATE_HOSTS names hosts of your own " +
      "network that may be fetched from, too.",
    retry: "fatal",
  },
  outbound_failed: {
    title: "Nothing could be fetched",
    hint: "It is tried again. The last good version stays live until then; try the address by hand if it goes on.",
    retry: "retry",
  },
  list_sourceless: {
    title: "List is not fetched from anywhere",
    hint: "Say where in the `source:` of its list.yaml, and bring that with `redflag watchlist sync`.",
    retry: "fatal",
  },
  entry_invalid: {
    title: "Entry cannot stand on a list",
    hint: "Correct what is named; watchlists/README.md says what a column may hold.",
    retry: "fatal",
  },
  four_eyes_needed: {
    title: "Somebody else has to decide",
    hint: "Ask another person. A key counts as the person who made it.",
    retry: "fatal",
  },
  proposal_stale: {
    title: "Proposal no longer fits the list",
    hint: "The list has moved on. Reject the proposal, and make another from what is there now.",
    retry: "fatal",
  },
  proposal_decided: {
    title: "Proposal is decided already",
    hint: "Read it again: it says by whom, and why.",
    retry: "fatal",
  },
  context_row_invalid: {
    title: "Row of a border or enrichment list is not valid",
    hint: "Correct the rows named above and import again: nothing was imported.",
    retry: "fatal",
  },
  context_list_unreadable: {
    title: "Border or enrichment list cannot be read",
    hint: "Check the path and the header row; docs/guides/import-context.md says what the file must look like.",
    retry: "fatal",
  },
  context_list_full: {
    title: "List would have more rows than screening holds in memory",
    hint: "End what is no longer needed first: `redflag enrichment delete` says how.",
    retry: "fatal",
  },
  watch_exists: {
    title: "You already watch this address",
    hint: "End that watch first to give another reason.",
    retry: "fatal",
  },
} as const satisfies Record<string, CatalogueRow>;
