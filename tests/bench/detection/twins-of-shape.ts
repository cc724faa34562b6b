import type { Address } from "@redflag/domain/address";
import { type Pattern, people } from "./scene.ts";

/** Business as usual that has the shape of a scheme. */
export const TWINS_OF_SHAPE: Readonly<Record<string, Pattern>> = {
  payroll(scene) {
    const employer = scene.someone();
    const staff = people(scene, scene.random.between(8, 20));
    for (let month = 0; month < 4; month++) {
      for (const worker of staff) scene.pay(month * 30, employer, worker, 1_500);
    }
  },
  rent(scene) {
    const landlord = scene.someone();
    const tenants = people(scene, scene.random.between(6, 12));
    for (let month = 0; month < 4; month++) {
      for (const tenant of tenants) scene.pay(month * 30, tenant, landlord, 700);
    }
  },
  shop(scene) {
    const shop = scene.someone();
    for (let day = 0; day < 120; day++) {
      for (let i = scene.random.between(0, 2); i > 0; i--) {
        scene.pay(day, scene.someone(), shop, scene.random.between(5, 120));
      }
    }
  },
  charity(scene) {
    const charity = scene.someone();
    for (let month = 0; month < 4; month++) {
      for (let i = 0; i < 10; i++) scene.pay(month * 30 + scene.random.between(0, 20), scene.someone(), charity, 40);
      for (let i = 0; i < 4; i++) scene.pay(month * 30 + 25, charity, scene.someone(), 90);
    }
  },
  "payment processor"(scene) {
    const processor = scene.someone();
    scene.narrowsAt(processor);
    const merchants = people(scene, 5);
    for (let day = 0; day < 90; day++) {
      scene.pay(day, scene.someone(), processor, 60);
      scene.pay(day + 0.6, processor, merchants[day % 5] as Address, 58);
    }
  },
  airdrop(scene) {
    const giver = scene.someone();
    for (let i = 0; i < 60; i++) scene.pay(0, giver, scene.someone(), 11);
  },
  "family circle"(scene) {
    const family = people(scene, 5);
    for (let i = 0; i < 30; i++) {
      scene.pay(i * 3, scene.random.pick(family), scene.random.pick(family), scene.random.between(20, 400));
    }
  },
  /** Each moves to a new wallet once a month and pays a bill from the old one: fresh addresses in a row, but slowly. */
  "new wallets"(scene) {
    let holder = scene.newcomer();
    let worth = scene.random.between(5_000, 20_000);
    scene.pay(0, scene.someone(), holder, worth);
    for (let month = 1; month < 4; month++) {
      const next = scene.newcomer();
      scene.pay(month * 30, holder, next, worth * 0.9);
      scene.pay(month * 30 + 1, holder, scene.someone(), worth * 0.05);
      holder = next;
      worth *= 0.9;
    }
  },
  /** A fund pays new wallets, and each of them pays somebody else. */
  grants(scene) {
    const fund = scene.someone();
    for (let i = 0; i < 6; i++) {
      const grantee = scene.newcomer();
      scene.pay(scene.random.between(0, 4), fund, grantee, 2_000);
      scene.pay(scene.random.between(6, 20), grantee, scene.someone(), scene.random.between(500, 1_800));
    }
  },
  /** Buys from some and sells to others within hours, all day. */
  "OTC desk"(scene) {
    const desk = scene.someone();
    for (let i = 0; i < 60; i++) {
      const worth = scene.random.between(500, 8_000);
      scene.pay(i * 0.7, scene.someone(), desk, worth);
      scene.pay(i * 0.7 + 0.3, desk, scene.someone(), worth * 0.99);
    }
  },
  "poisoning dust"(scene) {
    const sender = scene.newcomer();
    for (let i = 0; i < 80; i++) scene.pay(i / 40, sender, scene.someone(), 0.01);
  },
};
