import type { Address } from "@redflag/domain/address";
import { TRY_PER_USD } from "./own-world.ts";
import { member, members, newcomers, type Pattern, people, type Service } from "./scene.ts";

const HOUR = 1 / 24;

/** What one address shows over time. */
export const SCHEMES_OF_MEMORY: Readonly<Record<string, Pattern>> = {
  levy(scene) {
    const collector = scene.newcomer();
    const payers = people(scene, 8).map((payer) => ({ payer, worth: scene.random.between(80, 250) }));
    for (let week = 0; week < 6; week++) {
      for (const { payer, worth } of payers) {
        scene.pay(week * 7, payer, collector, worth * (1 + scene.random.between(-3, 3) / 100));
      }
      scene.pay(week * 7 + 1, collector, member(scene), scene.random.between(300, 700));
    }
  },
  "ransom, lump"(scene) {
    const taker = scene.newcomer();
    const worth = scene.random.between(8_000, 60_000);
    scene.payAt(0, scene.someone(), taker, worth);
    scene.payAt(2 * HOUR, taker, member(scene), worth * 0.6);
    scene.payAt(5 * HOUR, taker, member(scene), worth * 0.39);
  },
  "ransom, split"(scene) {
    const taker = scene.newcomer();
    for (let day = 0; day < 8; day += 2) scene.pay(day, scene.someone(), taker, scene.random.between(20, 90));
    const worth = scene.random.between(10_000, 40_000);
    scene.payAt(20, scene.someone(), taker, worth);
    for (const [i, share] of [0.4, 0.3, 0.28].entries()) {
      scene.payAt(20 + (i + 1) * 3 * HOUR, taker, scene.newcomer(), worth * share);
    }
  },
  dormant(scene) {
    const sleeper = scene.newcomer();
    const early = 5 - scene.firstDay + scene.random.between(0, 10);
    const late = Math.max(0, 215 - scene.firstDay) + scene.random.between(0, 20);
    scene.pay(early, scene.someone(), sleeper, 400);
    scene.pay(early + 1, sleeper, scene.someone(), 150);
    for (let i = 0; i < 3; i++) scene.pay(late + i * 0.4, member(scene), sleeper, scene.random.between(2_000, 5_000));
    for (let i = 0; i < 2; i++)
      scene.pay(late + 1.5 + i * 0.4, sleeper, member(scene), scene.random.between(2_000, 4_000));
  },
  corridor(scene) {
    const subject = member(scene);
    const pool = scene.newcomer();
    const [from, to] = [
      serviceIn(scene.services, "TR"),
      serviceIn(scene.services, scene.random.pick(["SG", "TH", "AE"])),
    ];
    for (let round = 0; round < 2; round++) {
      const worth = scene.random.between(3_000, 9_000);
      const coin = { symbol: "TRYB", amount: worth * TRY_PER_USD };
      const day = round * 5;
      scene.payAt(day, from, subject, worth, coin);
      scene.payAt(day + 3 * HOUR, subject, pool, worth, coin);
      scene.payAt(day + 3 * HOUR, pool, subject, worth * 0.99);
      scene.payAt(day + 8 * HOUR, subject, to, worth * 0.98);
    }
  },
  structuring(scene) {
    const [payer, payee] = members(scene, 2) as [Address, Address];
    const threshold = scene.random.pick([1_000, 3_000, 10_000]);
    for (let i = 0; i < 5; i++) {
      scene.payAt(i * 4 * HOUR, payer, payee, (threshold * scene.random.between(92, 99)) / 100);
    }
  },
  "pass-through"(scene) {
    const relay = scene.newcomer();
    for (let i = 0; i < 4; i++) {
      const worth = scene.random.between(4_000, 15_000);
      scene.payAt(i * 0.8, member(scene), relay, worth);
      scene.payAt(i * 0.8 + 0.5 * HOUR, relay, member(scene), worth * 0.99);
    }
  },
  "nested service"(scene) {
    const deposit = scene.newcomer();
    const { address: wallet } = scene.random.pick(scene.services);
    for (let day = 0; day < 28; day++) {
      const payers = [...newcomers(scene, 1), ...people(scene, 2)];
      const worths = payers.map(() => scene.random.between(200, 3_000));
      for (const [i, payer] of payers.entries()) scene.payAt(day + i * HOUR, payer, deposit, worths[i] as number);
      const sum = worths.reduce((total, worth) => total + worth, 0);
      scene.payAt(day + 6 * HOUR, deposit, wallet, sum * 0.99);
    }
  },
  "small payments near a listed address"(scene) {
    const [payer, payee] = [scene.someone(), scene.newcomer()];
    scene.pay(0, payee, scene.listed, 120);
    for (let i = 1; i < 14; i++) scene.pay(i * 3, payer, payee, scene.random.between(60, 180));
    scene.pay(43, payee, member(scene), 900);
  },
};

function serviceIn(services: readonly Service[], jurisdiction: string): Address {
  const service = services.find((one) => one.jurisdiction === jurisdiction);
  if (service === undefined) throw new Error(`no exchange in ${jurisdiction}`);
  return service.address;
}
