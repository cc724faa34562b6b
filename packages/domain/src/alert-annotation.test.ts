import { expect, test } from "vitest";
import { annotationDue } from "./alert-annotation.ts";

const [FILED, LATER, OTHER] = ["aa", "bb", "cc"].map((byte) => `0x${byte.repeat(32)}` as const) as [
  `0x${string}`,
  `0x${string}`,
  `0x${string}`,
];
type Kind = "not_found_again" | "differs" | "found_again";

/** An alert that was filed at FILED and stands on it, with more since. */
const whole = { revision: LATER, standing: [FILED], lost: [], gained: [], filed: [FILED], succeededBy: [] };
const { revision: _, ...gone } = { ...whole, standing: [FILED] };
const other = { ...whole, revision: OTHER, standing: [] };

test.each<[string, Kind | undefined, Parameters<typeof annotationDue>[1], Kind | undefined]>([
  ["more evidence on what was filed is no news", undefined, whole, undefined],
  ["not given any more", undefined, gone, "not_found_again"],
  ["not given any more, after it differed", "differs", gone, "not_found_again"],
  ["still not given", "not_found_again", gone, undefined],
  ["what was filed is lost", undefined, { ...other, lost: [FILED] }, "differs"],
  ["it was filed as it no longer stood", undefined, other, "differs"],
  ["it differs, and changes again", "differs", other, undefined],
  ["given again, with other evidence", "not_found_again", { ...other, lost: [FILED] }, "differs"],
  ["given again, after it had differed before", "not_found_again", other, "differs"],
  ["given again as it was filed", "not_found_again", whole, "found_again"],
  ["back to what was filed", "differs", { ...whole, gained: [FILED] }, "found_again"],
  ["it differs from an older filing, and stands on a newer", "differs", { ...whole, filed: [FILED, OTHER] }, undefined],
  ["it goes on as found", "found_again", whole, undefined],
])("%s", (_, last, now, kind) => {
  expect(annotationDue(last, now)?.kind).toBe(kind);
});

test("says what succeeds it, and both revisions where it differs", () => {
  expect(annotationDue(undefined, { ...gone, succeededBy: [OTHER] })).toEqual({
    kind: "not_found_again",
    succeededBy: [OTHER],
  });
  expect(annotationDue(undefined, { ...other, lost: [FILED] })).toEqual({
    kind: "differs",
    filed: [FILED],
    now: OTHER,
  });
});
