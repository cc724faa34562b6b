import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHex } from "./hex.ts";

describe("isHex", () => {
  it("takes the lower-case hex of any bytes, and only with their number", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const text = `0x${Buffer.from(bytes).toString("hex")}`;
        expect(isHex(text, bytes.length)).toBe(true);
        expect(isHex(text, bytes.length + 1)).toBe(false);
      }),
    );
  });

  it.each(["0xAB", "0xg0", "ab", "0Xab", "0xa", "0xab\n", " 0xab", null, undefined, 0xab, ["0xab"]])(
    "does not take %j for one byte",
    (text) => {
      expect(isHex(text, 1)).toBe(false);
    },
  );
});
