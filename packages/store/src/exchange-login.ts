import { Problem } from "@redflag/domain/problem";
import { sql } from "kysely";
import type { Database } from "./database.ts";
import type { ServiceRole } from "./service-role.ts";

/**
 * Policies hold exactly one login to the rows of one subscriber at a time; any other would be shown all of them, or none.
 * @throws Problem `exchange_login_unfit`
 */
export async function checkExchangeLogin({ kysely }: Database): Promise<void> {
  const wanted: ServiceRole = "redflag_exchange";
  const { rows } = await sql<{ name: string }>`select current_user as name`.execute(kysely);
  const name = rows[0]?.name;
  if (name !== wanted) throw new Problem("exchange_login_unfit", `it logs in as ${name} and not as ${wanted}`);
}
