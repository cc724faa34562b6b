import { expect, test } from "vitest";
import { demo } from "./chains/demo.ts";
import { ethereum } from "./chains/ethereum.ts";
import { tron } from "./chains/tron.ts";
import { transactionLink } from "./explorer-link.ts";

const hash = `0x${"ab".repeat(32)}` as const;

test("links a transaction as its chain's explorer wants it, where there is one", () => {
  expect(transactionLink(ethereum, hash)).toBe(`https://etherscan.io/tx/${hash}`);
  expect(transactionLink(tron, hash)).toBe(`https://tronscan.org/#/transaction/${"ab".repeat(32)}`);
  expect(transactionLink(demo, hash)).toBeUndefined();
});
