import type { Address } from "@redflag/domain/address";
import type { Pattern } from "./own-set.ts";

/** Business as usual that has the shape of a scheme. */
export const TWINS: Readonly<Record<string, Pattern>> = {
  payroll(scene) {
    const employer = scene.someone();
    const staff = Array.from({ length: scene.random.between(8, 20) }, () => scene.someone());
    for (let month = 0; month < 4; month++) {
      for (const worker of staff) scene.pay(month * 30, employer, worker, 1_500);
    }
  },
  rent(scene) {
    const landlord = scene.someone();
    const tenants = Array.from({ length: scene.random.between(6, 12) }, () => scene.someone());
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
    const merchants = Array.from({ length: 5 }, () => scene.someone());
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
    const family = Array.from({ length: 5 }, () => scene.someone());
    for (let i = 0; i < 30; i++) {
      scene.pay(i * 3, scene.random.pick(family), scene.random.pick(family), scene.random.between(20, 400));
    }
  },
};
