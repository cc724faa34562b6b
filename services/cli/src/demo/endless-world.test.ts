import fc from "fast-check";
import { expect, test } from "vitest";
import { LISTED } from "./cast.ts";
import { nextScene } from "./endless-world.ts";
import type { PlayStep } from "./play-step.ts";
import { FIRST_LIVE_BLOCK } from "./prologue.ts";

const listed = new Set<unknown>(Object.values(LISTED));

function isPlantedPayment(step: PlayStep): boolean {
  return step.kind === "pay" && step.payments.some(({ from, to }) => listed.has(from) || listed.has(to));
}

test("any scene ends with a block, is the same again, and drops only what it paid itself", () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (seed, block) => {
      const scene = nextScene(seed, block);
      expect(nextScene(seed, block)).toEqual(scene);
      expect(scene.at(-1)).toEqual({ kind: "mine" });
      const names = scene.flatMap((step) => (step.kind === "pay_named" ? [step.name] : []));
      for (const [i, step] of scene.entries()) {
        if (step.kind !== "reorg") continue;
        expect(step.drop).toEqual(names);
        const minedInScene = scene.slice(0, i).filter(({ kind }) => kind === "mine").length;
        expect(step.depthBlocks).toBeLessThanOrEqual(minedInScene);
      }
    }),
  );
});

test("a new world shows a payment with a listed address within its first seconds, then now and then", () => {
  expect(nextScene(1_373, FIRST_LIVE_BLOCK).some(isPlantedPayment)).toBe(true);
  const planted = Array.from({ length: 1_000 }, (_, i) => nextScene(9, i + 1)).filter((scene) =>
    scene.some(isPlantedPayment),
  );
  expect(planted.length).toBeGreaterThan(50);
  expect(planted.length).toBeLessThan(250);
});

test("who is paid in the first reorg alone is paid never again, so that one alert stays withdrawn", () => {
  const paid = Array.from({ length: 2_000 }, (_, i) => nextScene(1_373, i + 1)).flatMap((scene, i) =>
    scene.flatMap((step) => {
      const payments = step.kind === "pay_named" ? [step.payment] : step.kind === "pay" ? step.payments : [];
      return payments.some(({ from, to }) => [from, to].includes(LISTED.extortionist))
        ? [`${step.kind} at ${i + 1}`]
        : [];
    }),
  );
  expect(paid).toEqual(["pay_named at 45"]);
  expect(nextScene(1_373, 45).some(({ kind }) => kind === "resend")).toBe(false);
});
