import { CASE_STATUSES, type CaseStatus } from "@redflag/domain/case";
import { NEW_CASE_BASES, type NewCaseBasis } from "./new-case.ts";

/** What the URL of the list of cases says. */
export interface CaseSearch {
  status?: CaseStatus | undefined;
  of?: "own" | undefined;
  /** A page led here to open a case of this. */
  new?: NewCaseBasis | undefined;
  value?: string | undefined;
}

export function readCaseSearch(search: Record<string, unknown>): CaseSearch {
  const status = CASE_STATUSES.find((one) => one === search.status);
  const basis = NEW_CASE_BASES.find((one) => one === search.new);
  return {
    ...(status !== undefined && { status }),
    ...(search.of === "own" && { of: "own" }),
    ...(basis !== undefined && { new: basis }),
    ...(basis !== undefined && typeof search.value === "string" && { value: search.value }),
  };
}
