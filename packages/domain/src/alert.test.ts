import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  alertContent,
  alertId,
  appendFindings,
  EVIDENCE_WITH_SUPPORT_MAX,
  type Evidence,
  evidenceContent,
  finalizeEvidence,
  retractEvidence,
} from "./alert.ts";
import { countFigure } from "./figure-of.ts";
import { sampleFinding } from "./finding.samples.ts";

const opening = sampleFinding(1);
const id = alertId("eip155:1", opening);

describe("content", () => {
  test("the id names rule, subject and the payment that opened the episode, not where the payment stands", () => {
    const moved = sampleFinding(1, { blockNumber: 9, time: 5 });
    expect(alertId("eip155:1", moved)).toBe(id);
    expect(alertId("eip155:2", opening)).not.toBe(id);
    expect(alertId("eip155:1", sampleFinding(2))).not.toBe(id);
  });

  test("is the same however the findings were cut into steps", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ severity: fc.constantFrom("LOW", "HIGH", "SEVERE"), score: fc.integer({ min: 0, max: 400 }) }),
          {
            minLength: 1,
            maxLength: 20,
          },
        ),
        fc.nat(),
        (rows, cutSeed) => {
          const findings = rows.map((row, n) => sampleFinding(n + 1, row as { severity: "LOW"; score: number }));
          const cut = cutSeed % findings.length;
          const whole = appendFindings(id, undefined, findings);
          const first = cut === 0 ? undefined : appendFindings(id, undefined, findings.slice(0, cut)).alert;
          const second = appendFindings(id, first, findings.slice(cut));
          expect(alertContent(second.alert)).toEqual(alertContent(whole.alert));
        },
      ),
    );
  });

  test("is what it was before, after a reorg took findings away and the alert was folded again", () => {
    const three = [1, 2, 3].map((n) => sampleFinding(n, { severity: n === 3 ? "SEVERE" : "LOW", score: n * 100 }));
    const { alert, evidence } = appendFindings(id, undefined, three);
    const last = evidence[1];
    if (last === undefined) throw new Error("three findings make three rows");
    const shorter = retractEvidence(alert, { last, pendingCount: 2, severity: "LOW", strongestScore: 200 });
    expect(alertContent(shorter)).toEqual(alertContent(appendFindings(id, undefined, three.slice(0, 2)).alert));
    expect(alertContent(appendFindings(id, shorter, three.slice(2)).alert)).toEqual(alertContent(alert));
  });
});

describe("supporting transfers", () => {
  const { block, transfer } = sampleFinding(7);
  const revisionWith = (supporting: Parameters<typeof sampleFinding>[1]) =>
    appendFindings(id, undefined, [sampleFinding(8, supporting)]).alert.revision;

  test("are content: another one is another revision", () => {
    const { block: otherBlock, transfer: other } = sampleFinding(6);
    const revisions = [[], [{ block, transfer }], [{ block: otherBlock, transfer: other }]].map((supporting) =>
      revisionWith({ supporting }),
    );
    expect(new Set(revisions).size).toBe(3);
  });

  test("are kept with an alert's first findings, however they are cut, and with none after", () => {
    const many = Array.from({ length: EVIDENCE_WITH_SUPPORT_MAX + 2 }, (_, n) =>
      sampleFinding(n + 1, { supporting: [{ block, transfer }] }),
    );
    const first = appendFindings(id, undefined, many.slice(0, 3));
    const rest = appendFindings(id, first.alert, many.slice(3));
    const kept = [...first.evidence, ...rest.evidence].map(({ supporting }) => supporting.length);
    expect(kept).toEqual(many.map((_, n) => (n < EVIDENCE_WITH_SUPPORT_MAX ? 1 : 0)));
  });

  test("none leave the revision as it was before there were any", () => {
    const { evidence } = appendFindings(id, undefined, [opening]);
    expect(Object.keys(evidenceContent(evidence[0] as Evidence) as object)).not.toContain("supporting");
  });
});

test("figures and exclusions are content", () => {
  const figure = countFigure(20, "payers", "at_least", 20, "in 7 days");
  const reason = { code: "collect", text: "the same words" };
  const reasons = [
    [reason],
    [{ ...reason, figures: [figure] }],
    [{ ...reason, figures: [{ ...figure, value: "21" }] }],
    [{ ...reason, exclusions: ["1 payer left out"] }],
  ];
  const revisions = reasons.map((given) => appendFindings(id, undefined, [sampleFinding(1, { reasons: given })]));
  expect(new Set(revisions.map(({ alert }) => alert.revision)).size).toBe(reasons.length);
});

describe("state", () => {
  const { alert: provisional } = appendFindings(id, undefined, [opening]);

  test("begins provisional, becomes final when nothing is pending", () => {
    expect(provisional).toMatchObject({ state: "provisional", stateSeq: 0 });
    expect(finalizeEvidence(provisional, 0)).toMatchObject({ state: "final", stateSeq: 1 });
    expect(finalizeEvidence(provisional, 2)).toMatchObject({ state: "provisional", stateSeq: 1 });
  });

  test("new evidence makes a final alert provisional again", () => {
    const final = finalizeEvidence(provisional, 0);
    expect(appendFindings(id, final, [sampleFinding(2)]).alert).toMatchObject({
      state: "provisional",
      stateSeq: 2,
      evidenceCount: 2,
    });
  });

  test("is withdrawn without evidence, and reinstated under the same id as news", () => {
    const withdrawn = retractEvidence(provisional, undefined);
    expect(withdrawn).toMatchObject({ state: "withdrawn", stateSeq: 1 });
    const { alert } = appendFindings(id, withdrawn, [sampleFinding(1, { blockNumber: 7 })]);
    expect(alert).toMatchObject({ id, state: "provisional", stateSeq: 2, evidenceCount: 1, firstBlock: 7 });
  });

  test("illegal steps are programmer errors", () => {
    const withdrawn = retractEvidence(provisional, undefined);
    expect(() => retractEvidence(withdrawn, undefined)).toThrow("invariant");
    expect(() => finalizeEvidence(withdrawn, 0)).toThrow("invariant");
    expect(() => appendFindings(id, provisional, [sampleFinding(2, { blockNumber: 0 })])).toThrow("ledger order");
  });

  test("a false block time before the last one's is taken as it is: it will be mended", () => {
    const { alert } = appendFindings(id, provisional, [sampleFinding(9, { time: 0 })]);
    expect(alert).toMatchObject({ id, lastBlock: 9, lastTime: 0 });
  });
});
