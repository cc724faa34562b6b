import type { Address } from "@redflag/domain/address";
import { member, members, newcomers, type Pattern } from "./scene.ts";

/** What lies between addresses. */
export const SCHEMES_OF_SHAPE: Readonly<Record<string, Pattern>> = {
  "scatter-gather"(scene) {
    const [source, target] = [member(scene), member(scene)];
    for (const between of members(scene, scene.random.between(4, 9))) {
      const day = scene.random.between(0, 5);
      const worth = scene.random.between(800, 2_500);
      scene.pay(day, source, between, worth);
      scene.pay(day + scene.random.between(1, 4), between, target, worth * 0.95);
    }
  },
  "gather-scatter"(scene) {
    const hub = member(scene);
    const payers = members(scene, scene.random.between(4, 8));
    for (const payer of payers) scene.pay(scene.random.between(0, 5), payer, hub, scene.random.between(500, 2_000));
    for (const payee of members(scene, scene.random.between(4, 8))) {
      scene.pay(scene.random.between(7, 12), hub, payee, scene.random.between(500, 2_000));
    }
  },
  ring(scene) {
    const ring = members(scene, scene.random.between(5, 9));
    let worth = scene.random.between(2_000, 9_000);
    for (const [i, from] of ring.entries()) {
      scene.pay(i * 1.5, from, ring[(i + 1) % ring.length] as Address, worth);
      worth *= 0.97;
    }
  },
  "layered stack"(scene) {
    const layers = [members(scene, 3), members(scene, 3), members(scene, 3)];
    for (const [i, layer] of layers.slice(0, -1).entries()) {
      for (const from of layer) {
        for (const to of layers[i + 1] as Address[]) scene.pay(i * 4 + scene.random.between(0, 3), from, to, 900);
      }
    }
  },
  "peel chain"(scene) {
    let holder = member(scene);
    let worth = scene.random.between(20_000, 60_000);
    let day = 0;
    for (let hop = 0; hop < scene.random.between(6, 9); hop++) {
      const next = scene.newcomer();
      scene.payAt(day, holder, next, worth * 0.9);
      scene.payAt(day + 0.1, holder, member(scene), worth * 0.1);
      holder = next;
      worth *= 0.9;
      day += scene.random.between(20, 90) / 100;
    }
  },
  "linked group"(scene) {
    const funder = member(scene);
    const firms = newcomers(scene, scene.random.between(4, 7));
    const supplier = member(scene);
    for (const firm of firms) {
      scene.pay(scene.random.between(0, 4), funder, firm, scene.random.between(2_000, 5_000));
      scene.pay(scene.random.between(6, 15), firm, supplier, scene.random.between(2_000, 5_000));
    }
    scene.pay(9, firms[0] as Address, firms[1] as Address, 700);
  },
  collection(scene) {
    const collector = scene.newcomer();
    const payers = members(scene, scene.random.between(15, 30));
    for (const payer of payers) scene.pay(scene.random.between(0, 6), payer, collector, scene.random.between(20, 300));
    scene.pay(8, collector, member(scene), 2_500);
  },
  junction(scene) {
    const [between, ...ends] = members(scene, 9) as [Address, ...Address[]];
    scene.narrowsAt(between);
    for (const [i, payer] of ends.slice(0, 4).entries()) {
      const worth = scene.random.between(1_500, 4_000);
      const payee = ends[4 + i] as Address;
      scene.pay(i, payer, between, worth);
      scene.pay(i + 3, between, payee, worth * 0.98);
      scene.pay(i + 6, payee, ends[4 + ((i + 1) % 4)] as Address, worth / 3);
    }
  },
};
