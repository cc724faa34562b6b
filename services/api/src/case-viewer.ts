import type { CaseViewer } from "@redflag/store/case-file";
import { type Caller, callerName } from "./caller.ts";

/** Supervisors answer for what is in cases, so they see all of them; nobody else sees one that they are no member of. */
export function caseViewerOf(caller: Caller): CaseViewer {
  return { by: callerName(caller), name: caller.name, seesAll: caller.roles.includes("supervisor") };
}
