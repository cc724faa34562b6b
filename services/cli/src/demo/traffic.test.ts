import type { Payment } from "@redflag/chain/devnet/devnet";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AGENTS, EMPLOYERS, homeToken, listAccounts, PEOPLE, SHOPS } from "./cast.ts";
import { generateTraffic } from "./traffic.ts";

/** Of one shop, in dollars. */
interface Book {
  payers: Set<unknown>;
  taken: number;
  paid: number;
}

const ordinary = new Set([EMPLOYERS, SHOPS, AGENTS, PEOPLE].flatMap(listAccounts));

test("ordinary accounts are 10 to 409, each once", () => {
  expect([...ordinary]).toEqual(Array.from({ length: 400 }, (_, i) => 10 + i));
});

test("any block's payments are among ordinary accounts, in the sender's token, of a plausible amount", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(1_000_000), (seed, block) => {
      for (const { token, from, to, amount } of generateTraffic(seed, block)) {
        expect(ordinary.has(from as number) && ordinary.has(to as number)).toBe(true);
        expect(from).not.toBe(to);
        expect(token).toBe(homeToken(from as number));
        const dollars = Number(amount) / 1e6 / (token === "tryb" ? 40 : 1);
        expect(dollars).toBeGreaterThanOrEqual(2.5);
        expect(dollars).toBeLessThanOrEqual(6_000);
      }
    }),
  );
});

test("the same seed and block give the same payments; another of either gives others", () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(1_000_000), (seed, block) => {
      const payments = generateTraffic(seed, block);
      expect(generateTraffic(seed, block)).toEqual(payments);
      expect(generateTraffic(seed, block + 1)).not.toEqual(payments);
      expect(generateTraffic(seed + 1, block)).not.toEqual(payments);
    }),
  );
});

test("no shop ever passes on most of what it has taken in, whichever the seed", () => {
  const dollarsOf = ({ token, amount }: Payment) => Number(amount) / (token === "tryb" ? 40e6 : 1e6);
  for (const seed of [1, 7, 20_261_129]) {
    const books = new Map(
      listAccounts(SHOPS).map((shop): [Payment["to"], Book] => [shop, { payers: new Set(), taken: 0, paid: 0 }]),
    );
    for (const payment of Array.from({ length: 3_600 }, (_, block) => generateTraffic(seed, block)).flat()) {
      const [payer, payee] = [books.get(payment.from), books.get(payment.to)];
      payee?.payers.add(payment.from);
      if (payee !== undefined) payee.taken += dollarsOf(payment);
      if (payer === undefined) continue;
      payer.paid += dollarsOf(payment);
      if (payer.payers.size >= 20) expect(payer.paid / payer.taken).toBeLessThan(0.7);
    }
  }
});

test("a thousand blocks show all three tokens, most accounts, and the wages of paydays", () => {
  const payments = Array.from({ length: 1_000 }, (_, block) => generateTraffic(7, block)).flat();
  const share = (token: string) => payments.filter((payment) => payment.token === token).length / payments.length;
  expect(share("usdt")).toBeGreaterThan(0.4);
  expect(share("usdc")).toBeGreaterThan(0.15);
  expect(share("tryb")).toBeGreaterThan(0.08);
  const seen = new Set(payments.flatMap(({ from, to }) => [from, to]));
  expect(seen.size).toBeGreaterThan(390);
  const employers = new Set<unknown>(listAccounts(EMPLOYERS));
  expect(payments.filter(({ from }) => employers.has(from)).length).toBe(33 * 14);
});
