import type { Address } from "@redflag/domain/address";
import { TRY_PER_USD } from "./own-world.ts";
import { newcomers, type Pattern, people } from "./scene.ts";

const HOUR = 1 / 24;

/** Business as usual that looks like a scheme in what one address shows over time. */
export const TWINS_OF_MEMORY: Readonly<Record<string, Pattern>> = {
  /** Of a lump that is split. */
  "house sale"(scene) {
    const seller = scene.someone();
    const worth = scene.random.between(30_000, 90_000);
    scene.payAt(0, scene.someone(), seller, worth);
    scene.payAt(5 * HOUR, seller, scene.someone(), worth * 0.7);
    scene.payAt(9 * HOUR, seller, scene.someone(), worth * 0.2);
  },
  /** Of waking after a long sleep: savings that go to an exchange. */
  savings(scene) {
    const saver = scene.newcomer();
    const early = 5 - scene.firstDay + scene.random.between(0, 10);
    const late = Math.max(0, 215 - scene.firstDay) + scene.random.between(0, 20);
    scene.pay(early, scene.someone(), saver, 9_000);
    for (let i = 0; i < 3; i++) scene.pay(late + i * 0.4, saver, scene.random.pick(scene.services).address, 2_900);
  },
  /** Of a corridor: regional coin in and out at home. */
  importer(scene) {
    const importer = scene.someone();
    const home = scene.services.find(({ jurisdiction }) => jurisdiction === "TR")?.address as Address;
    for (let i = 0; i < 4; i++) {
      const worth = scene.random.between(2_000, 6_000);
      scene.payAt(i * 6, home, importer, worth, { symbol: "TRYB", amount: worth * TRY_PER_USD });
      scene.payAt(i * 6 + 1, importer, home, worth * 0.97, { symbol: "TRYB", amount: worth * 0.97 * TRY_PER_USD });
    }
  },
  /** Of structuring: a day's takings, about the same every day. */
  takings(scene) {
    const [shop, owner] = people(scene, 2) as [Address, Address];
    for (let day = 0; day < 20; day++) scene.pay(day, shop, owner, scene.random.between(850, 1_050));
  },
  /** Of passing on at once: what customers pay in is swept to the exchange. */
  "exchange deposits"(scene) {
    const { address: wallet } = scene.random.pick(scene.services);
    for (const deposit of newcomers(scene, 5)) {
      const customer = scene.someone();
      for (let i = 0; i < 5; i++) {
        const worth = scene.random.between(100, 4_000);
        const day = i * 5 + scene.random.between(0, 3);
        scene.payAt(day, customer, deposit, worth);
        scene.payAt(day + 0.5 * HOUR, deposit, wallet, worth);
      }
    }
  },
  /** Of a nested service: one merchant whose till is an account at an exchange. */
  "hosted merchant"(scene) {
    const till = scene.newcomer();
    const { address: wallet } = scene.random.pick(scene.services);
    const customers = people(scene, 12);
    for (let day = 0; day < 28; day++) {
      const worth = scene.random.between(20, 200);
      scene.payAt(day, scene.random.pick(customers), till, worth);
      scene.payAt(day + 4 * HOUR, till, wallet, worth);
    }
  },
};
