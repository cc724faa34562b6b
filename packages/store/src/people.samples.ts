import { createHash, randomUUID } from "node:crypto";
import type { Executor } from "./database.ts";
import { insertUser, type NewUser, type StoredUser } from "./user.ts";

export const NOW = new Date("2026-01-05T12:00:00.000Z");

export function after(ms: number): Date {
  return new Date(NOW.getTime() + ms);
}

export const MINUTE_MS = 60_000;

/** 32 bytes that stand for a secret's hash. */
export function hash32(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Somebody with a password that nobody knows. */
export function addUser(db: Executor, email: string, over: Partial<NewUser> = {}): Promise<StoredUser> {
  const user: NewUser = { id: randomUUID(), email, name: "Ada", roles: ["analyst"], passwordHash: "$argon2id$…" };
  return insertUser(db, { ...user, ...over });
}
