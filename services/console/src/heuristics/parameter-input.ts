/** What the form of one parameter knows of it. */
export interface AskedParameter {
  name: string;
  /** As JSON names it; a table or list where it is none of `integer`, `number`, `string`, `boolean`. */
  type?: string | undefined;
  least?: number | undefined;
  most?: number | undefined;
}

export type ParameterFault = "empty" | "not_number" | "not_whole" | "out_of_range" | "not_json";

export type ReadParameter = { isValid: true; value: unknown } | { isValid: false; fault: ParameterFault };

/** A value as the form shows it, so that `readParameter` gives it back. */
export function parameterText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What somebody typed, held to the parameter's kind and range. The API holds it to them again. */
export function readParameter({ type, least, most }: AskedParameter, text: string): ReadParameter {
  const typed = text.trim();
  if (type === "string") return { isValid: true, value: typed };
  if (typed === "") return { isValid: false, fault: "empty" };
  if (type !== "integer" && type !== "number") return readJson(typed);
  if (!/^-?\d+(?:\.\d+)?$/.test(typed)) return { isValid: false, fault: "not_number" };
  const value = Number(typed);
  if (type === "integer" && !Number.isSafeInteger(value)) return { isValid: false, fault: "not_whole" };
  if ((least !== undefined && value < least) || (most !== undefined && value > most)) {
    return { isValid: false, fault: "out_of_range" };
  }
  return { isValid: true, value };
}

function readJson(typed: string): ReadParameter {
  try {
    return { isValid: true, value: JSON.parse(typed) };
  } catch {
    return { isValid: false, fault: "not_json" };
  }
}

/** Whether two values say the same: parameters are JSON, whose tables are written in one order. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
