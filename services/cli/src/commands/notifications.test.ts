import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import { runCli } from "../testing/run-cli.ts";

const directory = mkdtempSync(join(tmpdir(), "redflag-notifications-"));
afterAll(() => rmSync(directory, { recursive: true }));

test("what is open is listed, the most urgent first, and what is over is not; where nothing is, that is said", async () => {
  const db = await openTestDatabase();
  const env = { REDFLAG_DATABASE_URL: String(db.pool.options.connectionString), REDFLAG_DATA_DIR: directory };
  const none = await runCli(["notifications"], { env });
  expect([none.code, none.stdout]).toEqual([0, ""]);
  expect(none.stderr).toContain("nothing is open");
  await db.pool.query(
    `insert into condition (kind, about, first_seen_at, last_seen_at, severity, figure, told_severity, told_figure, ended_at)
     values ('coverage_gaps', 'tron', '2026-01-01', '2026-01-02', 'warning', 3, null, null, null),
       ('lane_stopped', 'ethereum', '2026-01-02', '2026-01-02', 'critical', 1, 'critical', 1, null),
       ('list_old', 'ofac-sdn', '2026-01-01', '2026-01-01', 'warning', 300000, 'warning', 300000, '2026-01-02')`,
  );
  const listed = await runCli(["notifications"], { env });
  expect(listed.stdout).toBe(
    "critical ethereum: screening has stopped\n" +
      "         since 2026-01-02T00:00:00.000Z, last seen 2026-01-02T00:00:00.000Z, operators were told; docs/runbook.md#lane-stopped\n" +
      "warning  tron: stretches of blocks are missing: 3\n" +
      "         since 2026-01-01T00:00:00.000Z, last seen 2026-01-02T00:00:00.000Z, not told yet; docs/runbook.md#coverage-gaps\n",
  );
  const lines = (await runCli(["notifications", "--json"], { env })).stdout.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { kind: "lane_stopped", about: "ethereum", severity: "critical", told: { figure: 1 } },
    { kind: "coverage_gaps", about: "tron", figure: 3, told: null, runbook: "coverage-gaps" },
  ]);
});
