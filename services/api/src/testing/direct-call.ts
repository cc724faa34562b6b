import type { Route } from "@redflag/contract/http/route";
import type { Database } from "@redflag/store/database";
import { inTransaction } from "@redflag/store/transaction";
import { readOne } from "@redflag/store/visibility";
import type { Answer, AuditFact, Call, Handler } from "../handler.ts";

/** Calls a handler past HTTP: what it gave, and what the audit would hold. */
export async function callDirectly<R extends Route>(
  handler: Handler<R>,
  db: Database,
  input: Pick<Call<R>, "params" | "query" | "body" | "caller" | "now"> & { ifMatch?: number },
): Promise<{ answer: Answer<R>; told: AuditFact }> {
  const told: AuditFact[] = [];
  const answer = await handler({
    ...input,
    requestId: "request-1",
    ip: "127.0.0.1",
    userAgent: "test",
    cookies: {},
    signal: new AbortController().signal,
    read: (work) => work(db.kysely),
    readOne: (query) => readOne(db, query),
    write: (work) => inTransaction(db, work),
    readOwn: (work) => work(db.kysely),
    writeOwn: (work) => inTransaction(db, work),
    tell: (fact) => void told.push(fact),
  });
  return { answer, told: Object.assign({}, ...told) };
}
