import { Problem } from "@redflag/domain/problem";
import pg from "pg";

/** Where a database is, without its user or password: fit for messages. */
export interface DatabasePlace {
  host: string;
  port: number;
  database: string;
}

/** SQLSTATE of an error the server answered with; undefined for anything else. */
function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** Two transactions met, and one of them may simply run again. */
export function isRace(error: unknown): boolean {
  const state = sqlState(error);
  return state === "40001" || state === "40P01" || state === "23505";
}

/** A row names another that is not there. */
export function isMissingReference(error: unknown): boolean {
  return sqlState(error) === "23503";
}

/** A row breaks this check of its table. */
export function breaksCheck(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.code === "23514" && error.constraint === constraint;
}

/** A row's key is taken. */
export function isDuplicate(error: unknown): boolean {
  return sqlState(error) === "23505";
}

/** The login lacks the privilege. */
export function isForbidden(error: unknown): boolean {
  return sqlState(error) === "42501";
}

/** Another session changed the same row of a catalogue: the statement may simply run again. */
export function isConcurrentChange(error: unknown): boolean {
  const state = sqlState(error);
  const isRow = state === "XX000" && error instanceof Error && error.message.startsWith("tuple concurrently");
  return isRow || state === "23505" || state === "42710";
}

/** Another transaction holds what was asked for without waiting. */
export function isLockTaken(error: unknown): boolean {
  return sqlState(error) === "55P03";
}

/** The server ended a statement that ran too long. */
export function isTimeout(error: unknown): boolean {
  return sqlState(error) === "57014";
}

/** The server answered with an error, or could not be asked: whatever was read for, nothing follows from it. */
export function isOfDatabase(error: unknown): boolean {
  if (error instanceof Problem) return error.code === "database_unreachable" || error.code === "database_full";
  return sqlState(error) !== undefined || isConnectionError(error);
}

/** A value that the column's type cannot take: class 22, data exceptions. */
export function isDataFault(error: unknown): boolean {
  return sqlState(error)?.startsWith("22") === true;
}

/**
 * An error of the driver → `database_unreachable` when the connection could not be made or broke, `database_full` when the
 * server's disk is; itself otherwise. Whether a broken commit took effect is unknown: whoever tries again must come to the
 * same end either way.
 */
export function asDatabaseProblem(error: unknown, place: DatabasePlace): unknown {
  if (error instanceof Problem) return error;
  if (sqlState(error) === DISK_FULL) return new Problem("database_full", said(place, error), { cause: error });
  return isConnectionError(error) ? unreachable(place, error) : error;
}

export function unreachable(place: DatabasePlace, cause: unknown): Problem {
  return new Problem("database_unreachable", said(place, cause), { cause });
}

const DISK_FULL = "53100";

function said({ host, port, database }: DatabasePlace, cause: unknown): string {
  return `${host}:${port}, database ${database}: ${reason(cause)}`;
}

const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOENT",
]);

// The driver names these states in words only.
const BROKEN_WORDS =
  /^Connection terminated|is not queryable|^timeout exceeded when trying to connect|^Client was closed|^timeout expired/;

function isConnectionError(error: unknown): boolean {
  const state = sqlState(error);
  if (state !== undefined) {
    // Class 08: connection exceptions. 57P0x: shut down, crashed, starting. 53300: no connection left. Class 28: the login is
    // refused, as when its password was changed under a process that goes on.
    return (
      state.startsWith("08") || state.startsWith("28") || ["57P01", "57P02", "57P03", "57P05", "53300"].includes(state)
    );
  }
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isConnectionError);
  return ("code" in error && NETWORK_CODES.has(String(error.code))) || BROKEN_WORDS.test(error.message);
}

function reason(cause: unknown): string {
  if (cause instanceof AggregateError) return cause.errors.map(reason).join("; ");
  return cause instanceof Error ? cause.message : "unknown cause";
}
