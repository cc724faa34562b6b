import { sql } from "kysely";
import type { Executor } from "./database.ts";

/** How many secrets of each kind are kept, and since when the oldest of them; never one of them. */
export interface SecretFacts {
  installationKey: { id: string; since: Date } | undefined;
  webhookSecrets: KeptSecrets;
  apiKeys: KeptSecrets;
  ownAddresses: { count: number };
  passwords: { count: number };
}

export interface KeptSecrets {
  count: number;
  oldest: Date | null;
}

export async function getSecretFacts(db: Executor, now: Date): Promise<SecretFacts> {
  const { rows } = await sql<SecretFacts>`
    select
      (select json_build_object('id', encode(id, 'hex'), 'since', made_at) from installation_key) as "installationKey",
      (select json_build_object('count', count(*), 'oldest', min(created_at)) from subscription_secret
        where ends_at is null or ends_at > ${now}) as "webhookSecrets",
      (select json_build_object('count', count(*), 'oldest', min(created_at)) from api_key
        where revoked_at is null and expires_at > ${now}) as "apiKeys",
      (select json_build_object('count', coalesce(sum(address_count), 0)) from address_set) as "ownAddresses",
      (select json_build_object('count', count(*)) from app_user where password_hash is not null) as passwords`.execute(
    db,
  );
  const [facts] = rows;
  if (facts === undefined) throw new Error("a question without conditions has an answer");
  const { installationKey: key } = facts;
  const dated = ({ count, oldest }: KeptSecrets) => ({ count, oldest: oldest === null ? null : new Date(oldest) });
  return {
    ...facts,
    installationKey: key ? { id: key.id, since: new Date(key.since) } : undefined,
    webhookSecrets: dated(facts.webhookSecrets),
    apiKeys: dated(facts.apiKeys),
  };
}
