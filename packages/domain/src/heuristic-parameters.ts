import { z } from "zod";
import type { Heuristic } from "./heuristic.ts";

/** One threshold of a rule, as people read about it. */
export interface Parameter {
  name: string;
  /** Its default. */
  value: unknown;
  description: string;
  /** Of numbers, where there is an end. */
  least?: number;
  most?: number;
  /** What kind of value it takes, as JSON names it. */
  type?: string;
  /** ISO 4217, `%`, or a stretch of time; absent of what is counted: the description says what. */
  unit?: string;
}

/** By the word of the name that says it; a bound such as `Min` may follow. */
const UNITS: Readonly<Record<string, string>> = {
  Usd: "USD",
  Eur: "EUR",
  Percent: "%",
  Days: "days",
  Hours: "hours",
  Minutes: "minutes",
};

/** In the order in which the rule declares them. */
export function listParameters({ params }: Pick<Heuristic, "params">): Parameter[] {
  const { properties = {} } = z.toJSONSchema(params, { io: "input" });
  return Object.entries(properties).map(([name, schema]) => {
    const { default: value, description = "", minimum, maximum, type } = typeof schema === "boolean" ? {} : schema;
    return {
      name,
      value,
      description,
      ...(isAnEnd(minimum) && { least: minimum }),
      ...(isAnEnd(maximum) && { most: maximum }),
      ...(typeof type === "string" && { type }),
      ...unitOf(name),
    };
  });
}

function unitOf(name: string): Pick<Parameter, "unit"> {
  const word = /([A-Z][a-z]+)(?:Min|Max|Below)?$/.exec(name)?.[1] ?? "";
  const unit = UNITS[word];
  return unit === undefined ? {} : { unit };
}

/** A whole number's own bounds, which zod tells of each, are no range to speak of. */
function isAnEnd(bound: number | undefined): bound is number {
  return bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
}

/** What values it takes, such as "a whole number from 1 to 168"; undefined where it is no number. */
export function rangeText({ least, most, type }: Pick<Parameter, "least" | "most" | "type">): string | undefined {
  if (type !== "integer" && type !== "number") return undefined;
  const kind = type === "integer" ? "a whole number" : "a number";
  if (least !== undefined && most !== undefined) return `${kind} from ${least} to ${most}`;
  if (least !== undefined) return `${kind} of ${least} or more`;
  return most === undefined ? kind : `${kind} of ${most} or less`;
}
