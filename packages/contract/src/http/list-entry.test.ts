import { expect, test } from "vitest";
import { ListId } from "./list-entry.ts";

test.each(["issuer-freezes", "Ofac", "a--b", ""])("%j is no list's id", (id) => {
  expect(ListId.safeParse(id).success).toBe(false);
});

test("a list's id is words joined by hyphens", () => {
  expect(ListId.parse("ofac-sdn")).toBe("ofac-sdn");
});
