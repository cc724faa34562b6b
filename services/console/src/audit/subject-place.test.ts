import { expect, test } from "vitest";
import { subjectPlaceOf } from "./subject-place.ts";

test("what has a page leads there, with all behind the first colon as its name", () => {
  expect(subjectPlaceOf("user:7")).toEqual({ to: "/people/$id", params: { id: "7" } });
  expect(subjectPlaceOf("report:7")).toEqual({ to: "/reports/$id", params: { id: "7" } });
  expect(subjectPlaceOf("address:eip155:1:0xab")).toEqual({
    to: "/addresses/$address",
    params: { address: "eip155:1:0xab" },
  });
  expect(subjectPlaceOf("access_review:7")).toEqual({ to: "/access-review", search: { review: "7" } });
});

test.each(["", "user", "user:", "key:7", "toString:7", "__proto__:7"])("%s leads nowhere", (subject) => {
  expect(subjectPlaceOf(subject)).toBeUndefined();
});
