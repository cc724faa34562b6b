import { pino } from "pino";
import { redactLine, redactValue } from "./redact.ts";
import { withTraceId } from "./tracing/trace-id-field.ts";
import type { LogLevel } from "./variable-schemas.ts";

/** One object per line; `msg` is a fixed sentence, everything that varies is a field beside it. */
export type LogFields = { msg: string } & Record<string, unknown>;

export interface Logger {
  trace(fields: LogFields): void;
  debug(fields: LogFields): void;
  info(fields: LogFields): void;
  warn(fields: LogFields): void;
  error(fields: LogFields): void;
  /** The same logger with these fields on every line. */
  child(fields: Record<string, unknown>): Logger;
}

/** Loaded for a person alone: a fortieth of what a service loads to begin. */
const forPeople = process.stderr.isTTY ? (await import("pino-pretty")).default : undefined;

export interface LoggerOptions {
  /** The process: `ingest`, `screen`, `all`. */
  service: string;
  level: LogLevel;
  /** Absolute path that JSON lines are appended to. Default: standard error, readable on a terminal, JSON elsewhere. */
  file?: string;
}

/**
 * Writes synchronously, so that the last line before a crash is there; standard output belongs to command output.
 * Secrets are taken out twice: by key while it is an object, by shape once it is text.
 */
export function createLogger({ service, level, file }: LoggerOptions): Logger {
  const destination =
    file === undefined && forPeople !== undefined
      ? forPeople({ destination: 2, sync: true, ignore: "pid,hostname,service", translateTime: "SYS:HH:MM:ss" })
      : pino.destination({ dest: file ?? 2, sync: true, mkdir: true });
  return pino(
    {
      level,
      base: { service, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      // `err` would otherwise be serialised a second time, from what `log` has already made plain.
      serializers: { err: (value: unknown) => value },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactValue(withTraceId(fields)) as Record<string, unknown>,
        bindings: (fields) => redactValue(fields) as Record<string, unknown>,
      },
      hooks: { streamWrite: redactLine },
    },
    destination,
  );
}
