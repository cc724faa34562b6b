import { expect, test } from "vitest";
import { offeredIndicators } from "./offered-indicators.ts";

const indicators = [
  { code: "ITLSL", title: "International lists" },
  { title: "Only for the registered" },
  { code: "IUVC6", title: "Structuring" },
];
const suggested = [
  { code: "IUVC6", why: "structuring" },
  { code: "IUVC6", why: "structuring" },
];

test("what is suggested comes first with why, once; what nobody can name is not offered", () => {
  expect(offeredIndicators({ indicators, suggested, chosen: ["OLD"], wanted: "" })).toEqual([
    { code: "IUVC6", title: "Structuring", why: ["structuring"] },
    { code: "ITLSL", title: "International lists", why: [] },
    { code: "OLD", why: [] },
  ]);
});

test("a search goes by code and title, and hides nothing that is chosen", () => {
  const codes = (wanted: string) =>
    offeredIndicators({ indicators, suggested, chosen: ["OLD"], wanted }).map(({ code }) => code);
  expect(codes("inter")).toEqual(["ITLSL", "OLD"]);
  expect(codes("vc6")).toEqual(["IUVC6", "OLD"]);
});
