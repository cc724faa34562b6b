import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { frameLines } from "./live-frame.ts";
import type { LiveRow } from "./live-row.ts";

const STATS = { head: 7, lagBlocks: 0, transfersPerSecond: 5, alerts: { provisional: 1, final: 2, withdrawn: 0 } };
const FRAME = { welcome: ["", "open it", ""], note: "starting", stats: STATS, alerts: [], logFile: "/demo.log" };

function rows(count: number): LiveRow[] {
  const one = { time: "00:00:00", severity: "HIGH", state: "final", status: "final" } as const;
  return Array.from({ length: count }, (_, n) => ({ ...one, alert: `${n}`, text: `alert ${n} ${"x".repeat(200)}` }));
}

const plain = (lines: readonly string[]) => lines.map((line) => stripVTControlCharacters(line));

test("a frame leaves a row to the cursor, wraps no line, and counts the alerts that it has no room for", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 12, max: 60 }),
      fc.integer({ min: 60, max: 200 }),
      fc.nat(80),
      (height, columns, count) => {
        const lines = plain(frameLines({ ...FRAME, alerts: rows(count) }, { rows: height, columns }));
        expect(lines.length).toBeLessThan(height);
        expect(lines[0]).toMatch(/^redflag demo/);
        for (const line of lines) expect(line.length).toBeLessThan(columns);
        const shown = lines.filter((line) => line.startsWith("00:00:00")).length;
        const hidden = Number(lines.find((line) => line.startsWith("…"))?.match(/\d+/)?.[0] ?? 0);
        expect(shown + hidden).toBe(count);
        if (count > 0) expect(lines.at(-3)).toMatch(new RegExp(`alert ${count - 1}\\b`));
      },
    ),
  );
});

test("before there is anything to show it says what goes on, and then that there is no alert yet", () => {
  const size = { rows: 24, columns: 80 };
  expect(plain(frameLines({ ...FRAME, stats: undefined }, size))).toContain("starting");
  expect(plain(frameLines(FRAME, size))).toContain("no alert yet");
});
