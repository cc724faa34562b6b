import { ApiProblem } from "@redflag/contract/http/api-problem";
import type { Client } from "@redflag/contract/http/client";
import type { Role } from "@redflag/domain/role";
import type { Logger } from "@redflag/runtime/logger";
import { signIn } from "../signed-in-client.ts";
import type { DemoPerson } from "./demo-people.ts";

export interface Desk {
  baseUrl: string;
  people: Readonly<Record<Role, DemoPerson>>;
  logger: Logger;
  signal: AbortSignal;
}

type Deed = (client: Client) => Promise<unknown>;

/**
 * Does the deeds as one of the demo's people, by the same routes as the console uses. Whoever is at the console may be quicker:
 * what is then refused is left as it is, and of that the log alone tells.
 */
export async function workAs(
  role: Role,
  { baseUrl, people, logger, signal }: Desk,
  deeds: readonly Deed[],
): Promise<void> {
  const { email, password } = people[role];
  const { client } = await signIn(baseUrl, email, password);
  try {
    for (const deed of [...deeds, () => client.deleteSession()]) {
      try {
        await deed(client);
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        logger.info({ msg: "a deed of one of the demo's people was refused", role, code: error.code });
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
