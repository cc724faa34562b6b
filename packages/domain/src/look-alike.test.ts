import { expect, test } from "vitest";
import { parseAddress } from "./address.ts";
import { lookAlikes } from "./look-alike.ts";

test("an imitator begins and ends as another does", () => {
  const shop = "0xab00000000000000000000000000000000000cde";
  const imitator = "0xab77777777777777777777777777777777770cde";
  const others = new Set([shop, "0xffffffffffffffffffffffffffffffffffffffff"] as const);
  const unlike = ["0xaa77777777777777777777777777777777770cde", "0xab77777777777777777777777777777777770cdf"] as const;
  expect(lookAlikes([imitator, ...unlike, shop], others, "eip155")).toEqual([imitator]);
});

test("on TRON the text is what people compare: its end is a checksum, not the last bytes", () => {
  const { address } = parseAddress("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t");
  const sameBytes = `${address.slice(0, 8)}${"7".repeat(28)}${address.slice(-6)}` as const;
  expect(lookAlikes([sameBytes as typeof address], new Set([address]), "tron")).toEqual([]);
});
