import type { Repair as RepairBody } from "@redflag/contract/http/routes/repairs";
import { redactText } from "@redflag/runtime/redact";
import type { StoredRepair } from "@redflag/store/repair";
import { chainOf } from "./stored-chain.ts";

/** Why something failed may be told in an endpoint's own words. */
export function repairBody(repair: StoredRepair): RepairBody {
  const { id, chainId, from, to, reason, askedBy, askedAt, begunAt, finishedAt, progress, account, problem } = repair;
  const state = repair.outcome ?? (repair.isWorked ? "running" : "waiting");
  return {
    ...{ id, chain: chainOf(chainId).caip2, from, to, reason, askedBy },
    askedAt: askedAt.toISOString(),
    state,
    ...(begunAt !== undefined && { begunAt: begunAt.toISOString() }),
    ...(finishedAt !== undefined && { finishedAt: finishedAt.toISOString() }),
    ...(state === "running" && progress !== undefined && { progress }),
    ...(account !== undefined && {
      report: {
        ...account,
        failures: account.failures.map((failure) => ({ ...failure, reason: redactText(failure.reason) })),
      },
    }),
    ...(problem !== undefined && { problem: redactText(problem) }),
  };
}
