import type { CaseViewer } from "@redflag/store/case-file";
import { operator } from "./operator.ts";

/** Whoever holds the database sees every case. */
export function operatorViewer(): CaseViewer {
  const { id, name } = operator();
  return { by: id, name, seesAll: true };
}
