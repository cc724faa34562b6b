import { ApiProblem } from "@redflag/contract/http/api-problem";

/** What the API refuses a call with; fails where it does not. */
export async function refusalOf(call: Promise<unknown>): Promise<ApiProblem> {
  const outcome = await call.catch((error: unknown) => error);
  if (outcome instanceof ApiProblem) return outcome;
  throw new Error("it was not refused", { cause: outcome });
}
