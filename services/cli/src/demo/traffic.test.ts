import fc from "fast-check";
import { expect, test } from "vitest";
import { AGENTS, EMPLOYERS, homeToken, listAccounts, PEOPLE, SHOPS } from "./cast.ts";
import { generateTraffic } from "./traffic.ts";

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
