import type { Route } from "@redflag/contract/http/route";
import { ROUTES } from "@redflag/contract/http/routes";
import { expect, test } from "vitest";
import { statusOf } from "./problem-status.ts";

test("what a route says that it may refuse is no fault of the server's", () => {
  const named = new Set(Object.values<Route>(ROUTES).flatMap(({ problems = [] }) => problems));
  const faults = [...named].filter((code) => statusOf(code) === 500);
  expect(faults).toEqual([]);
});
