import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { canonicalText } from "./content-hash.ts";

/*
 * The audit is a chain: each row holds SHA-256 over the hash of the row before it (32 bytes), its own place (8 bytes, big
 * endian) and its content's text (UTF-8). Whoever changes a row has to change every hash after it, and a checkpoint that
 * was signed meanwhile holds one of those fast. SQL does the same in `append_audit`; both are held against one vector.
 */

/** What one entry says. */
export interface AuditContent {
  actor: {
    kind: "user" | "key" | "system" | "anonymous";
    /** Empty where nobody is known. */
    id: string;
    /** A person's email, a key's name: as it was then. */
    name: string;
  };
  /** Such as `user.create`. */
  action: string;
  outcome: "done" | "refused";
  /** What it was done to, such as `user:<id>`; absent where there is no one thing. */
  subject?: string;
  /** Facts of that action, plain JSON. Never a secret. */
  detail?: Readonly<Record<string, unknown>>;
  requestId?: string;
  ip?: string;
  /** When, as `Date.toISOString` writes it. */
  at: string;
}

/** One row as it is stored. Hashes are 64 lower-case hex digits, as sha256sum prints them. */
export interface AuditRow {
  /** 1, 2, 3 … without gaps. */
  seq: number;
  previousHash: string;
  hash: string;
  /** Canonical JSON of an AuditContent. What counts is this text, byte for byte. */
  content: string;
}

/** Says of a row that it was there with this hash, so that all rows up to it are fixed. */
export interface AuditCheckpoint {
  /** Id of the chain, made with the database. */
  database: string;
  seq: number;
  hash: string;
  /** When it was signed, as `Date.toISOString` writes it. */
  at: string;
  /** SHA-256 of the public key (SPKI, DER), 64 hex digits. */
  keyId: string;
  /** Ed25519 over `checkpointText`, base64. */
  signature: string;
}

/** The hash before the first row. */
export const GENESIS_HASH = "00".repeat(32);

/** An escape in JSON text; of six characters where it stands for NUL or for half a character. */
const ESCAPE = /\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g;
const ESCAPE_CHARS = 6;

/**
 * The text that is hashed and stored. What PostgreSQL could not hold becomes U+FFFD: no request may escape the audit by
 * putting such a character into it.
 */
export function auditText(content: AuditContent): string {
  const plain = JSON.stringify(content).replace(ESCAPE, (sequence) =>
    sequence.length === ESCAPE_CHARS ? "\\ufffd" : sequence,
  );
  return canonicalText(JSON.parse(plain));
}

/** Hash of the row at this place, 64 hex digits. */
export function auditHash(previousHash: string, seq: number, text: string): string {
  const place = new Uint8Array(8);
  new DataView(place.buffer).setBigUint64(0, BigInt(seq));
  const hash = sha256.create().update(hexToBytes(previousHash)).update(place).update(utf8ToBytes(text));
  return bytesToHex(hash.digest());
}

/** What is signed. */
export function checkpointText({ database, seq, hash, at }: Omit<AuditCheckpoint, "keyId" | "signature">): string {
  return `redflag/audit-checkpoint/1\n${canonicalText({ database, seq, hash, at })}`;
}
