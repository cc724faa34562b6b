import type { Installation } from "@redflag/contract/http/routes/operations";
import { hasScreened } from "../app/has-screened.ts";

export const STEPS = ["endpoint", "list", "block", "people"] as const;
export type Step = (typeof STEPS)[number];

/** Somebody who may approve what another has proposed. */
export const APPROVERS_MIN = 2;

/** Which steps are done, as the installation itself says. `approvers`: undefined where the reader may not see people. */
export function doneSteps(installation: Installation, approvers: number | undefined): ReadonlySet<Step> {
  const { chains, lists, adminExists } = installation;
  const isDone: Readonly<Record<Step, boolean>> = {
    endpoint: chains.some(({ endpointHosts }) => endpointHosts.length > 0),
    list: lists.withEntries > 0,
    block: hasScreened(installation),
    people: approvers === undefined ? adminExists : approvers >= APPROVERS_MIN,
  };
  return new Set(STEPS.filter((step) => isDone[step]));
}
