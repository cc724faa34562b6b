import type { AlertSort } from "@redflag/domain/alert-sort";
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import { SeverityMark } from "../show/severity.tsx";
import { StateMark } from "../show/state.tsx";
import { ChainCell, DueCell, ReviewCell, ScoreCell, SubjectCell, WhatCell, WorthCell } from "./alert-cells.tsx";
import type { TableRow } from "./table-rows.ts";

export type ColumnId =
  | "select"
  | "severity"
  | "what"
  | "subject"
  | "worth"
  | "chain"
  | "score"
  | "due"
  | "review"
  | "state";

/** By which columns the list can be ordered. */
export const COLUMN_SORTS: Readonly<Partial<Record<ColumnId, AlertSort>>> = {
  severity: "severity",
  worth: "amount",
  score: "rank",
  due: "due",
};

export const FEATURES = tableFeatures({});
const helper = createColumnHelper<typeof FEATURES, TableRow>();

export const COLUMNS = helper.columns([
  helper.display({ id: "select" }),
  helper.display({
    id: "severity",
    cell: ({ row }) => <SeverityMark severity={row.original.alert.severity} />,
  }),
  helper.display({ id: "subject", cell: ({ row }) => <SubjectCell subject={row.original.alert.subject} /> }),
  helper.display({ id: "what", cell: ({ row }) => <WhatCell row={row.original} /> }),
  helper.display({ id: "worth", cell: ({ row }) => <WorthCell worth={row.original.alert.worth} /> }),
  helper.display({ id: "chain", cell: ({ row }) => <ChainCell chain={row.original.alert.chain} /> }),
  helper.display({ id: "score", cell: ({ row }) => <ScoreCell score={row.original.alert.score} /> }),
  helper.display({ id: "due", cell: ({ row }) => <DueCell alert={row.original.alert} /> }),
  helper.display({ id: "review", cell: ({ row }) => <ReviewCell review={row.original.alert.review} /> }),
  helper.display({ id: "state", cell: ({ row }) => <StateMark state={row.original.alert.state} /> }),
]);
