import { CHAINS } from "@redflag/domain/chain-registry";
import { expect, test } from "vitest";
import { ELEMENT_CHARS_MAX } from "./element-lengths.ts";
import { samplePayment } from "./report.samples.ts";
import { transactionNumber } from "./transaction-number.ts";

test.for(CHAINS)("of $name it has the whole hash, and fits with the largest log", (chain) => {
  const payment = samplePayment({ chain, logIndex: 4_294_967_295 });
  expect(transactionNumber(payment)).toContain(payment.transaction);
  expect(transactionNumber(payment).length).toBeLessThanOrEqual(ELEMENT_CHARS_MAX.transactionnumber ?? 0);
});
