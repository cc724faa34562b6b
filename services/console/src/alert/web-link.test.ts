import { expect, test } from "vitest";
import { webLink } from "./web-link.ts";

test.each(["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "order 43/25", undefined])(
  "%s leads nowhere",
  (text) => {
    expect(webLink(text)).toBeUndefined();
  },
);

test("a document on the web is linked", () => {
  expect(webLink("https://nbctf.example/order?n=43")).toBe("https://nbctf.example/order?n=43");
});
