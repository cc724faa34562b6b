import type { Generated, GeneratedAlways } from "kysely";

/** Who may call, and what is kept for them. */
export interface PeopleTables {
  subscriber: SubscriberTable;
  app_user: AppUserTable;
  session: SessionTable;
  oidc_flow: OidcFlowTable;
  api_key: ApiKeyTable;
  idempotent_answer: IdempotentAnswerTable;
  released_event: ReleasedEventTable;
}

interface SubscriberTable {
  id: string;
  name: string;
  sandbox_of: string | null;
  created_at: Generated<Date>;
}

export interface AppUserTable {
  id: string;
  email: string;
  name: string;
  roles: string[];
  subscriber_id: string | null;
  password_hash: string | null;
  oidc_issuer: string | null;
  oidc_subject: string | null;
  failed_count: Generated<number>;
  locked_until: Date | null;
  disabled_at: Date | null;
  created_at: Generated<Date>;
  version: Generated<number>;
}

interface SessionTable {
  token_hash: Buffer;
  id: string;
  user_id: string;
  csrf_token: string;
  user_agent: string;
  created_at: Generated<Date>;
  last_seen_at: Generated<Date>;
  expires_at: Date;
  ended_at: Date | null;
}

interface OidcFlowTable {
  state_hash: Buffer;
  nonce: string;
  code_verifier: string;
  expires_at: Date;
}

export interface ApiKeyTable {
  id: string;
  name: string;
  prefix: string;
  secret_hash: Buffer;
  role: string;
  scopes: string[];
  subscriber_id: string | null;
  created_by: string;
  created_at: Generated<Date>;
  expires_at: Date;
  revoked_at: Date | null;
  last_used_at: Date | null;
  version: Generated<number>;
}

interface IdempotentAnswerTable {
  caller: string;
  key: string;
  request_hash: Buffer;
  status: number;
  body: unknown;
  created_at: Generated<Date>;
}

interface ReleasedEventTable {
  subscriber_id: string;
  position: number;
  event_id: Buffer;
  payload: unknown;
  released_at: Generated<Date>;
  /** Whom it is about, as the chain writes it: made of the payload by the database. */
  subject: GeneratedAlways<string | null>;
}
