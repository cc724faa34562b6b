import type { Address } from "@redflag/domain/address";
import type { Pattern, Scene } from "./own-set.ts";

/** Half of who takes part are accounts of the population, half are opened for it. */
function member(scene: Scene): Address {
  return scene.random.chance(50) ? scene.someone() : scene.newcomer();
}

function members(scene: Scene, count: number): Address[] {
  return Array.from({ length: count }, () => member(scene));
}

export const SCHEMES: Readonly<Record<string, Pattern>> = {
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
    for (let hop = 0; hop < scene.random.between(6, 9); hop++) {
      const next = scene.newcomer();
      scene.pay(hop, holder, next, worth * 0.9);
      scene.pay(hop + 0.3, holder, member(scene), worth * 0.1);
      holder = next;
      worth *= 0.9;
    }
  },
  "linked group"(scene) {
    const funder = member(scene);
    const firms = Array.from({ length: scene.random.between(4, 7) }, () => scene.newcomer());
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
};
