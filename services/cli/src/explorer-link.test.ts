import { demo } from "@redflag/domain/chains/demo";
import { ethereum } from "@redflag/domain/chains/ethereum";
import { tron } from "@redflag/domain/chains/tron";
import { expect, test } from "vitest";
import { transactionLink } from "./explorer-link.ts";

const hash = `0x${"ab".repeat(32)}` as const;

test("links a transaction as its chain's explorer wants it, where there is one", () => {
  expect(transactionLink(ethereum, hash)).toBe(`https://etherscan.io/tx/${hash}`);
  expect(transactionLink(tron, hash)).toBe(`https://tronscan.org/#/transaction/${"ab".repeat(32)}`);
  expect(transactionLink(demo, hash)).toBeUndefined();
});
