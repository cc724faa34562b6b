import { expect, test } from "vitest";
import { knownServices } from "./known-services.ts";

const [SUBJECT, EXCHANGE, DEPOSIT, STRANGER, ELSEWHERE] = ["0xA", "0xB", "0xC", "0xD", "0xE"];
const chain = { name: "ethereum", title: "Ethereum", caip2: "eip155:1" };

function payment(sender: string, recipient: string) {
  const place = { transaction: "0x", block: 1, blockHash: "0x", logIndex: 0, time: "2026-01-01T00:00:00Z" };
  return { part: "finding" as const, ...place, sender, recipient, amount: "1 USDT", worth: [] };
}

test("services and deposit addresses of the payments are named, others of the subject's are not", () => {
  const service = { list: "vasps", category: "exchange" as const };
  const found = knownServices(
    { subject: SUBJECT, chain, payments: [EXCHANGE, DEPOSIT, STRANGER].map((one) => payment(SUBJECT, one)) },
    {
      address: `eip155:1:${SUBJECT}`,
      counterparties: {
        items: [
          { address: `eip155:1:${EXCHANGE}`, service },
          { address: `eip155:1:${DEPOSIT}`, deposit: { service: EXCHANGE, confidence: 90 } },
          { address: `eip155:1:${STRANGER}` },
          { address: `eip155:1:${ELSEWHERE}`, service },
        ],
      },
    },
  );
  expect(found.map(({ address }) => address)).toEqual([`eip155:1:${EXCHANGE}`, `eip155:1:${DEPOSIT}`]);
});
