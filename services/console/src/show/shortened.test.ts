import { expect, test } from "vitest";
import { partsOfCaip10, shortened } from "./shortened.ts";

test("an address keeps both ends, and what is short stays whole", () => {
  expect(shortened("0x8ba1f109551bD432803012645Ac136ddd64DBA72")).toBe("0x8ba1f1…4DBA72");
  expect(shortened("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")).toBe("TR7NHq…gjLj6t");
  expect(shortened("service:Harbour")).toBe("service:Harbour");
});

test("a CAIP-10 id parts at its last colon", () => {
  expect(partsOfCaip10("tron:728126428:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t")).toEqual({
    chain: "tron:728126428",
    account: "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
  });
});
