import { z } from "zod";
import type { Heuristic } from "./heuristic.ts";

/** One threshold of a rule, as people read about it. */
export interface Parameter {
  name: string;
  /** Its default. */
  value: unknown;
  description: string;
}

/** In the order in which the rule declares them. */
export function listParameters({ params }: Pick<Heuristic, "params">): Parameter[] {
  const { properties = {} } = z.toJSONSchema(params, { io: "input" });
  return Object.entries(properties).map(([name, schema]) => {
    const { default: value, description = "" } = typeof schema === "boolean" ? {} : schema;
    return { name, value, description };
  });
}
