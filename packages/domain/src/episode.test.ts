import { expect, test } from "vitest";
import { alertId, appendFindings } from "./alert.ts";
import { cutEpisodes, episodeKey } from "./episode.ts";
import { sampleFinding } from "./finding.samples.ts";

const other = { subject: "0xdddddddddddddddddddddddddddddddddddddddd" } as const;

test("a quiet gap longer than the rule's opens another episode; the gap itself does not", () => {
  const findings = [0, 100, 201].map((time, n) => sampleFinding(n + 1, { time }));
  const episodes = cutEpisodes("eip155:1", findings, new Map());
  expect(episodes.map((e) => e.findings.map((f) => f.block.time))).toEqual([[0, 100], [201]]);
});

test("subjects do not share episodes", () => {
  const findings = [sampleFinding(1), sampleFinding(2, other), sampleFinding(3)];
  expect(cutEpisodes("eip155:1", findings, new Map()).map((e) => e.findings.length)).toEqual([2, 1]);
});

test("continues the alert of the latest episode within the gap, and only then", () => {
  const [first] = cutEpisodes("eip155:1", [sampleFinding(1, { time: 0 })], new Map());
  if (first === undefined) throw new Error("one finding makes one episode");
  const { alert } = appendFindings(first.id, undefined, first.findings);
  const latest = new Map([[episodeKey(alert), alert]]);
  expect(cutEpisodes("eip155:1", [sampleFinding(2, { time: 100 })], latest)[0]).toMatchObject({
    id: alert.id,
    continues: alert,
  });
  const [opened] = cutEpisodes("eip155:1", [sampleFinding(2, { time: 101 })], latest);
  expect(opened?.continues).toBeUndefined();
  expect(opened?.id).not.toBe(alert.id);
});

test("findings that name their opening are one episode by it, whatever the time between and whoever else the rule is about", () => {
  const openingOf = (n: number) => {
    const { txHash, token, txOrdinal } = sampleFinding(n).transfer;
    return { opening: { txHash, token, txOrdinal } };
  };
  const findings = [
    { ...sampleFinding(1, { time: 0 }), ...openingOf(1) },
    { ...sampleFinding(2, { time: 10 }), ...openingOf(2) },
    { ...sampleFinding(3, { time: 9_000 }), ...openingOf(1) },
  ];
  const [first, second, ...others] = cutEpisodes("eip155:1", findings, new Map());
  expect(others).toEqual([]);
  expect([first?.findings.length, second?.findings.length]).toEqual([2, 1]);
  const [later] = cutEpisodes("eip155:1", findings.slice(2), new Map());
  expect(later?.id).toBe(first?.id);
  expect(first?.id).toBe(alertId("eip155:1", sampleFinding(1)));
});
