import { Problem } from "@redflag/domain/problem";
import { hashToken, isWellFormedKey } from "@redflag/runtime/secret-token";
import { findApiKeyBySecret, type StoredKey, touchApiKeys } from "@redflag/store/api-key";
import type { Database } from "@redflag/store/database";
import { findSession, touchSession } from "@redflag/store/session";
import type { Caller } from "./caller.ts";
import { callerOfKey, callerOfSession } from "./caller-of.ts";
import { KeyCache } from "./key-cache.ts";
import { KeyUse } from "./key-use.ts";
import { SESSION_COOKIE } from "./session-cookie.ts";

const BEARER = /^Bearer +([A-Za-z0-9_-]{20,200})$/i;
/** Of a cookie that could be ours; anything else is not even looked up. */
const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/** "Last seen" is told to the minute. */
const SEEN_EVERY_MS = 60_000;

/** What a request shows to say who it is; a key counts before a cookie. */
export interface Credential {
  kind: "key" | "session";
  secret: string;
}

/** @returns `malformed` for an Authorization header that holds no key: the cookie is not taken in its place */
export function findCredential(
  authorization: string | undefined,
  cookies: Readonly<Record<string, string | undefined>>,
): Credential | "malformed" | undefined {
  if (authorization !== undefined) {
    const secret = BEARER.exec(authorization)?.[1];
    // A mistyped or a made-up one costs no look into the database.
    return secret !== undefined && isWellFormedKey(secret) ? { kind: "key", secret } : "malformed";
  }
  const token = cookies[SESSION_COOKIE];
  if (token === undefined) return undefined;
  return TOKEN.test(token) ? { kind: "session", secret: token } : "malformed";
}

export interface AuthenticatorOptions {
  /** The staff's: it reads people, sessions and keys. */
  db: Database;
  /** Judges whether keys and sessions have expired: the same clock of this process that their ends were reckoned by. */
  now: () => Date;
  onFailure: (error: unknown) => void;
}

/** Looks callers up. A session each time, so that signing out is at once; a key at most a second old. */
export class Authenticator {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #keys: KeyCache;
  readonly #use: KeyUse;
  /** Made once for each reading of a key. */
  readonly #callers = new WeakMap<StoredKey, Caller>();

  constructor({ db, now, onFailure }: AuthenticatorOptions) {
    this.#db = db;
    this.#now = now;
    this.#keys = new KeyCache((hash) => findApiKeyBySecret(db.kysely, hash));
    this.#use = new KeyUse((ids, at) => touchApiKeys(db.kysely, ids, at), now, onFailure);
  }

  /** @throws Problem `unauthenticated`, which does not tell a wrong secret from one that has ended */
  async authenticate({ kind, secret }: Credential): Promise<Caller> {
    const caller = kind === "key" ? await this.#findKeyCaller(secret) : await this.#findSessionCaller(secret);
    if (caller === undefined) throw new Problem("unauthenticated", `the ${kind} is not known, or has ended`);
    return caller;
  }

  /** Who it opens something for by now, if anybody. Looking is no use of a session: one that lies idle ends all the same. */
  async look({ kind, secret }: Credential): Promise<Caller | undefined> {
    if (kind === "key") return this.#findKeyCaller(secret);
    const tokenHash = hashToken(secret);
    const found = await findSession(this.#db.kysely, tokenHash, this.#now());
    return found && callerOfSession(found, tokenHash);
  }

  /** Whether it opened something a short while ago. */
  isTrusted({ kind, secret }: Credential): boolean {
    return kind === "key" && this.#keys.knows(secret);
  }

  close(): Promise<void> {
    return this.#use.flush();
  }

  async #findKeyCaller(secret: string): Promise<Caller | undefined> {
    const elapsedMs = performance.now();
    const key = await this.#keys.find(secret, elapsedMs);
    if (key === undefined || !this.#isOpen(key)) return undefined;
    this.#use.note(key.id, elapsedMs);
    let caller = this.#callers.get(key);
    if (caller === undefined) {
      caller = callerOfKey(key);
      this.#callers.set(key, caller);
    }
    return caller;
  }

  #isOpen({ revokedAt, expiresAt }: StoredKey): boolean {
    return revokedAt === undefined && this.#now() < expiresAt;
  }

  async #findSessionCaller(token: string): Promise<Caller | undefined> {
    const tokenHash = hashToken(token);
    const now = this.#now();
    const found = await findSession(this.#db.kysely, tokenHash, now);
    if (found === undefined) return undefined;
    if (now.getTime() - found.session.lastSeenAt.getTime() >= SEEN_EVERY_MS) {
      await touchSession(this.#db.kysely, tokenHash, now);
    }
    return callerOfSession(found, tokenHash);
  }
}
