import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CONDITION_BOUNDS, CONDITION_KINDS, type ConditionKind, LIST_OLD_PERIODS } from "@redflag/domain/condition";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { openTestDatabase } from "../test-database.ts";
import { type AlertRule, metricsOf, OPS_DIR, readAlertRules, servedName } from "./ops-files.ts";
import { listServedMetrics, openServedMetrics } from "./served-metrics.ts";

/** On the PATH, where there is one. */
const PROMTOOL = "promtool";

/** What Prometheus and Node's own library give. */
const OTHERS = /^(up|process_resident_memory_bytes|nodejs_eventloop_lag_p99_seconds)$/;

/** The rule that says the same as a condition, and the metric that its bound is held to. */
const RULE_OF: Record<ConditionKind, string> = {
  lane_stopped: "RedflagLaneStopped",
  not_followed: "RedflagHeadOld",
  no_endpoint: "RedflagNoEndpoint",
  head_old: "RedflagHeadOld",
  ledger_behind: "RedflagLedgerBehind",
  lane_behind: "RedflagLaneBehind",
  coverage_gaps: "RedflagCoverageGaps",
  endpoint_lies: "RedflagEndpointLies",
  screening_gaps: "RedflagScreeningGaps",
  gate_failed: "RedflagGateFailed",
  list_old: "RedflagListOld",
  work_stuck: "RedflagQueueStuck",
  deliveries_late: "RedflagDeliveriesLate",
  deliveries_dead: "RedflagDeliveriesDead",
};

/** Of the dashboard: Grafana asks which data source it stands for. */
const A_VARIABLE = /^\$\{datasource\}$/;

const Dashboard = z.object({
  panels: z.array(
    z.object({
      type: z.enum(["row", "timeseries"]),
      title: z.string().min(1),
      datasource: z.object({ type: z.literal("prometheus"), uid: z.string().regex(A_VARIABLE) }).optional(),
      fieldConfig: z.object({ defaults: z.object({ unit: z.string().min(1) }) }).optional(),
      targets: z
        .array(z.object({ expr: z.string(), datasource: z.object({ uid: z.string().regex(A_VARIABLE) }) }))
        .optional(),
    }),
  ),
  templating: z.object({ list: z.array(z.object({ name: z.string(), type: z.string() })) }),
});

const db = await openTestDatabase();
let served: Set<string>;
let rules: AlertRule[];

beforeAll(async () => {
  const { registries } = await openServedMetrics(db, tmpdir());
  served = new Set((await listServedMetrics(registries)).map(({ name }) => name));
  rules = await readAlertRules();
});

function unserved(expression: string): string[] {
  return metricsOf(expression).filter((name) => !OTHERS.test(name) && !served.has(servedName(name)));
}

test("every expression of an alert rule is PromQL over metrics that are served, and says what to do", async () => {
  const runbook = await readFile(join(OPS_DIR, "../runbook.md"), "utf8");
  for (const { alert, expr, annotations } of rules) {
    expect([alert, metricsOf(expr).length > 0, unserved(expr)]).toEqual([alert, true, []]);
    const [, anchor] = /^docs\/runbook\.md#([a-z-]+)$/.exec(annotations.runbook_url) ?? [];
    expect([alert, anchor !== undefined && hasHeading(runbook, anchor)]).toEqual([alert, true]);
  }
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
});

test("what operators are told without Prometheus has a rule with the same bound and the same page of the runbook", async () => {
  const runbook = await readFile(join(OPS_DIR, "../runbook.md"), "utf8");
  for (const kind of CONDITION_KINDS) {
    const bound: { unit: string; warning?: number; critical?: number; runbook: string } = CONDITION_BOUNDS[kind];
    const rule = rules.find(({ alert }) => alert === RULE_OF[kind]);
    expect([kind, hasHeading(runbook, bound.runbook)]).toEqual([kind, true]);
    if (kind === "not_followed") continue;
    expect([kind, rule?.annotations.runbook_url]).toEqual([kind, `docs/runbook.md#${bound.runbook}`]);
    const figure =
      kind === "list_old" ? LIST_OLD_PERIODS.warning : bound.unit === "seconds" ? bound.warning : undefined;
    if (figure !== undefined) expect([kind, rule?.expr]).toEqual([kind, expect.stringMatching(`>= ${figure}( |$)`)]);
  }
});

test("the dashboard has a row for each stage, names no data source, has units, and asks for what is served", async () => {
  const text = await readFile(join(OPS_DIR, "grafana-dashboard.json"), "utf8");
  const { panels, templating } = Dashboard.parse(JSON.parse(text));
  expect(panels.filter(({ type }) => type === "row").map(({ title }) => title.split(":")[0])).toEqual([
    "Head",
    "Read",
    "Screen",
    "Lists",
    "Told",
    "Delivered",
    "The machines",
  ]);
  expect(templating.list.map(({ name, type }) => [name, type])).toContainEqual(["datasource", "datasource"]);
  for (const { type, title, datasource, fieldConfig, targets = [] } of panels) {
    if (type === "row") continue;
    expect([title, datasource !== undefined, fieldConfig !== undefined, targets.length > 0]).toEqual([
      title,
      true,
      true,
      true,
    ]);
    for (const { expr } of targets) expect([title, unserved(expr)]).toEqual([title, []]);
  }
});

test("promtool takes the rules and the configuration, and each rule fires when it should and not just beside it", async () => {
  if (spawnSync(PROMTOOL, ["--version"]).error !== undefined) {
    process.stdout.write("NOT RUN: the alert rules by promtool, for want of promtool (Debian's package prometheus)\n");
    return;
  }
  for (const args of [
    ["check", "rules", "redflag.rules.yml"],
    ["check", "config", "prometheus.yml"],
    ["test", "rules", "redflag.rules.test.yml"],
  ]) {
    const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { cwd: OPS_DIR, encoding: "utf8", timeout: 60_000 });
    expect([args, status, status === 0 ? "" : stdout + stderr]).toEqual([args, 0, ""]);
  }
  const tests = await readFile(join(OPS_DIR, "redflag.rules.test.yml"), "utf8");
  for (const { alert } of rules) expect(tests.split(`alertname: ${alert}\n`)).toHaveLength(3);
});

function hasHeading(markdown: string, anchor: string): boolean {
  const slugs = [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
  return slugs.includes(anchor) || markdown.includes(`<a id="${anchor}">`) || markdown.includes(`<a name="${anchor}">`);
}
