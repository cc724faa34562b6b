import { CHAINS } from "@redflag/domain/chain-registry";
import { expect, test } from "vitest";
import { ELEMENT_CHARS_MAX } from "./element-lengths.ts";
import { samplePayment, sampleProfile } from "./report.samples.ts";
import { transactionNumber } from "./transaction-number.ts";

const AE = await sampleProfile("ae");
const ID = await sampleProfile("id");

test.for(CHAINS)("of $name it has the whole hash, and fits with the largest log", (chain) => {
  const payment = samplePayment({ chain, logIndex: 4_294_967_295 });
  expect(transactionNumber(AE, payment)).toContain(payment.transaction);
  expect(transactionNumber(AE, payment).length).toBeLessThanOrEqual(ELEMENT_CHARS_MAX.transactionnumber ?? 0);
});

test("where a schema has less room it is a digest, of each payment its own", () => {
  const payments = [samplePayment(), samplePayment({ logIndex: 13 }), samplePayment({ transaction: "0x01" })];
  const numbers = payments.map((payment) => transactionNumber(ID, payment));
  expect(new Set(numbers).size).toBe(3);
  expect(numbers[0]).toMatch(/^[0-9a-f]{40}$/);
  expect(numbers[2]).toBe("eip155:1:0x01:12");
});
