import { expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";

test("one seed is run alone; a number of them, or a time, after the museum", () => {
  expect(parseArguments(["--seed", "7"])).toMatchObject({ seed: 7, limit: { seeds: 1 }, museum: false });
  expect(parseArguments(["--seed", "7", "--seeds", "3"])).toMatchObject({ seed: 7, limit: { seeds: 3 }, museum: true });
  expect(parseArguments(["--seconds", "60"])).toMatchObject({ limit: { seconds: 60 }, museum: true });
  expect(parseArguments(["--seeds", "1..1000"])).toMatchObject({ seed: 1, limit: { seeds: 1000 }, museum: false });
  expect(parseArguments([])).toMatchObject({ limit: { seeds: 20 }, museum: true, json: false });
});

test("what is not a whole number is refused", () => {
  expect(() => parseArguments(["--seed", "x"])).toThrow("--seed x");
  expect(() => parseArguments(["--seeds", "-1"])).toThrow();
  expect(() => parseArguments(["--seeds", "9..3"])).toThrow("ends before it begins");
  expect(() => parseArguments(["--seed", "1", "--seeds", "3..9"])).toThrow("without --seed");
});
