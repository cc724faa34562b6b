import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { parse } from "yaml";
import { z } from "zod";

export const OPS_DIR = join(import.meta.dirname, "../../docs/ops");

const Rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(["warning", "critical"]) }),
          annotations: z.object({ summary: z.string(), description: z.string(), runbook_url: z.string() }),
        }),
      ),
    }),
  ),
});
export type AlertRule = z.infer<typeof Rules>["groups"][number]["rules"][number];

export async function readAlertRules(): Promise<AlertRule[]> {
  const text = await readFile(join(OPS_DIR, "redflag.rules.yml"), "utf8");
  return Rules.parse(parse(text)).groups.flatMap(({ rules }) => rules);
}

/**
 * The metrics that an expression of PromQL names.
 * @throws Error where it is none
 */
export function metricsOf(expression: string): string[] {
  const names: string[] = [];
  parser.parse(expression).iterate({
    enter({ type, from, to }) {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expression}`);
      if (type.name === "VectorSelector") names.push(/^[a-zA-Z_:][\w:]*/.exec(expression.slice(from, to))?.[0] ?? "");
    },
  });
  return names;
}

/** A histogram's buckets, sum and count are of the one metric. */
export function servedName(name: string): string {
  return name.replace(/_(bucket|sum|count)$/, "");
}
