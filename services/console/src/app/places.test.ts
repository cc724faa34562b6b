import { PERMISSIONS } from "@redflag/domain/permission";
import { expect, test } from "vitest";
import { placeAt, placesOf } from "./places.ts";

function at(path: string, isEmpty = false): string | undefined {
  const { inLine, more } = placesOf(PERMISSIONS, isEmpty);
  return placeAt(path, [...inLine, ...more])?.to;
}

test("a path belongs to the place that it begins with, or to the one that owns it", () => {
  expect(at("/watchlists/orders/propose")).toBe("/watchlists");
  expect(at("/proposals")).toBe("/watchlists");
  expect(at("/proposals/7")).toBe("/watchlists");
  expect(at("/access-review")).toBe("/people");
  expect(at("/account")).toBeUndefined();
  expect(at("/proposals-of-old")).toBeUndefined();
});

test("the first steps are a place of their own for as long as they are offered", () => {
  expect(at("/setup")).toBe("/operations");
  expect(at("/setup", true)).toBe("/setup");
});
