import { listParameters } from "@redflag/domain/heuristic-parameters";
import { HEURISTICS } from "@redflag/domain/heuristic-registry";
import { expect, test } from "vitest";
import { parameterText, readParameter } from "./parameter-input.ts";

const SHARE = { name: "sharePercent", type: "integer", least: 1, most: 100 };

test.each([
  ["1", { isValid: true, value: 1 }],
  [" 100 ", { isValid: true, value: 100 }],
  ["0", { isValid: false, fault: "out_of_range" }],
  ["101", { isValid: false, fault: "out_of_range" }],
  ["2.5", { isValid: false, fault: "not_whole" }],
  ["", { isValid: false, fault: "empty" }],
  ["1e2", { isValid: false, fault: "not_number" }],
  ["٥", { isValid: false, fault: "not_number" }],
  ["9".repeat(20), { isValid: false, fault: "not_whole" }],
])("%j of a whole number from 1 to 100", (text, read) => {
  expect(readParameter(SHARE, text)).toEqual(read);
});

test("an open end and a fraction are held to what there is", () => {
  expect(readParameter({ name: "usd", type: "number", least: 1 }, "1000000.5")).toEqual({
    isValid: true,
    value: 1_000_000.5,
  });
  expect(readParameter({ name: "usd", type: "number", least: 1 }, "0.5").isValid).toBe(false);
});

test("a table is JSON", () => {
  expect(readParameter({ name: "bands", type: "array" }, "[1]")).toEqual({ isValid: true, value: [1] });
  expect(readParameter({ name: "bands", type: "array" }, "[1")).toEqual({ isValid: false, fault: "not_json" });
});

test("every rule's own parameters pass through the form unchanged", () => {
  const parameters = HEURISTICS.flatMap(listParameters);
  expect(parameters.length).toBeGreaterThan(100);
  for (const parameter of parameters) {
    expect(readParameter(parameter, parameterText(parameter.value)), parameter.name).toEqual({
      isValid: true,
      value: parameter.value,
    });
  }
});
