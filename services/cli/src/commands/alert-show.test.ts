import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AlertGroupLine } from "@redflag/contract/alert-group-line";
import { findAccusingWords } from "@redflag/domain/accusing-words.samples";
import type { Explanation } from "@redflag/domain/explanation";
import { beforeAll, expect, test } from "vitest";
import { readGuide } from "../../../../tests/guides/read-guide.ts";
import { askAs } from "../testing/ask-as.ts";
import { openApi } from "../testing/open-api.ts";
import { runCli } from "../testing/run-cli.ts";
import { seedPassThrough } from "../testing/seed-pass-through.ts";

const { env, db, api } = await openApi();
const ask = askAs(db, api, "analyst");

beforeAll(() => seedPassThrough(db));

async function redflag(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(args, { env });
  expect(code, stderr).toBe(0);
  return stdout;
}

/** The ranking, each place as JSON. */
async function ranking(): Promise<AlertGroupLine[]> {
  const lines = (await redflag("alerts", "--ranked", "--json")).trimEnd().split("\n");
  return lines.map((line) => AlertGroupLine.parse(JSON.parse(line)));
}

test("the guide is followed: ranking, tree, report and why, and none of it accuses anybody", async () => {
  const steps = readGuide(readFileSync(join(import.meta.dirname, "../../../../docs/guides/read-an-alert.md"), "utf8"));
  let last = { output: "", ok: true };
  let lines = 0;
  for (const [index, step] of steps.entries()) {
    const next = steps[index + 1];
    if (step.kind === "run") {
      const [command = ""] = step.commands;
      expect(step.commands).toHaveLength(1);
      const { code, stdout, stderr } = await runCli(command.split(" ").slice(1), { env });
      last = { output: stdout + stderr, ok: code === 0 };
      expect(findAccusingWords(last.output), last.output).toEqual([]);
      expect(last.ok, last.output).toBe(!(next?.kind === "output" && next.fails));
    }
    if (step.kind === "ask") {
      const { status, body } = await ask(step.path);
      last = { output: JSON.stringify(body, null, 2), ok: status === 200 };
      expect(findAccusingWords(last.output), last.output).toEqual([]);
      expect(last.ok, last.output).toBe(!(next?.kind === "output" && next.fails));
    }
    if (step.kind !== "output") continue;
    for (const line of step.lines) expect(last.output).toContain(line);
    lines += step.lines.length;
  }
  expect(lines).toBeGreaterThan(20);
}, 60_000);

test("a pass-through that ends at a listed address has one place with it, and the later payment another", async () => {
  const groups = await ranking();
  expect(groups.map(({ size, members }) => [size, members.map(({ heuristic }) => heuristic)])).toEqual([
    [2, ["watchlist-hit", "rapid-pass-through"]],
    [1, ["watchlist-hit"]],
  ]);
  expect(groups[0]?.rank).toBeGreaterThan(groups[1]?.rank ?? 0);
});

test("--json has all of it: margins, the subject's own past, related alerts, and what was not established", async () => {
  const [first] = await ranking();
  const behaviour = first?.members.find(({ exposure }) => exposure === "BEHAVIORAL");
  const shown = JSON.parse(await redflag("alert", "show", behaviour?.id ?? "", "--json")) as Explanation;
  expect(shown).toMatchObject({
    state: "final",
    rule: { id: "rapid-pass-through", epoch: 1 },
    ownPast: {
      days: 9,
      received: { payments: 0 },
      paid: { payments: 1, sums: [{ peg: "USD", total: "5", busiestDay: "5" }] },
    },
    related: [{ rule: "watchlist-hit", severity: "SEVERE" }],
    payments: [{ part: "counted", amount: "5,000 USDT", worth: ["5,000 USD"] }, { part: "finding" }],
  });
  expect(shown.figures.length).toBeGreaterThan(0);
  for (const { margin } of shown.figures) expect(margin).toMatch(/^(?:just )?met/);
  expect(shown.notEstablished.length).toBeGreaterThan(3);
});

test.each([
  [["alert", "show", "xyz"], "at least the first 8 are expected"],
  [["alert", "show", "12345678", "--json", "--report"], "cannot be used with"],
  [["alert", "show", "12345678", "--currency", "lira"], "an ISO 4217 code such as TRY is expected"],
  [["alerts", "--limit", "5"], "--limit goes with --ranked"],
  [["alerts", "--ranked", "--state", "final"], "cannot be used with"],
])("%j is refused in words", async (args, words) => {
  const { code, stderr } = await runCli(args, { env });
  expect(code).not.toBe(0);
  expect(stderr).toContain(words);
});
