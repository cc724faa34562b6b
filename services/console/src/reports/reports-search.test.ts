import { expect, test } from "vitest";
import { readReportsSearch } from "./reports-search.ts";

test("what is asked for is kept, and what nobody can ask for is not", () => {
  const search = { status: "ready", alert: `0x${"ab".repeat(32)}`, case: "0198c2f4-1111-7222-8333-444455556666" };
  expect(readReportsSearch({ ...search, other: 1 })).toEqual(search);
  expect(readReportsSearch({ status: "sent", alert: "0xab", case: 7 })).toEqual({});
});
