import { expect, test } from "vitest";
import { shortAddress, shortenAddresses } from "./account-text.ts";

const EVM = "0x480bBF412C2D762Bd6bd1446AF4ED89AFE016a48";
const TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

test("a sentence's addresses become short, and nothing else does", () => {
  expect(shortenAddresses(`${EVM} paid ${TRON}, of ${EVM}; 3 payments (FATF Recommendation 16)`)).toBe(
    "0x480b…6a48 paid TR7NHq…Lj6t, of 0x480b…6a48; 3 payments (FATF Recommendation 16)",
  );
  expect(shortAddress(EVM.toLowerCase() as `0x${string}`, "eip155")).toBe("0x480b…6a48");
});
