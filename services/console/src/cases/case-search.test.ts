import { expect, test } from "vitest";
import { readCaseSearch } from "./case-search.ts";

test("the URL says which cases are shown, and whatever else it says is nothing", () => {
  expect(readCaseSearch({ status: "open", of: "own", x: 1 })).toEqual({ status: "open", of: "own" });
  expect(readCaseSearch({ status: "lost", of: "all", value: "0x1" })).toEqual({});
  expect(readCaseSearch({ new: "alerts", value: "0x1" })).toEqual({ new: "alerts", value: "0x1" });
});
