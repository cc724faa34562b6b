import type { Address } from "@redflag/domain/address";
import type { Random } from "../../simulator/random.ts";
import type { LabelledPayment } from "./labelled-set.ts";

/** A known business of the world. */
export interface Service {
  address: Address;
  jurisdiction: string;
}

/** What a scheme or a twin is made with. Days are counted from the day on which the scene begins. */
export interface Scene {
  random: Random;
  /** Days from the set's first day to the scene's. */
  firstDay: number;
  services: readonly Service[];
  /** Whom a list of designations names. */
  listed: Address;
  /** Says which address the scheme narrows at. */
  narrowsAt(address: Address): void;
  /** Somebody of the population. */
  someone(): Address;
  /** Nobody saw it before. */
  newcomer(): Address;
  /** At some moment of the first hours of the day. */
  pay(day: number, from: Address, to: Address, worth: number): void;
  /** At this moment. */
  payAt(day: number, from: Address, to: Address, worth: number, coin?: LabelledPayment["coin"]): void;
}

/** How one pattern comes about; called once for each group of it. */
export type Pattern = (scene: Scene) => void;

/** Half of who takes part are accounts of the population, half are opened for it. */
export function member(scene: Scene): Address {
  return scene.random.chance(50) ? scene.someone() : scene.newcomer();
}

export function members(scene: Scene, count: number): Address[] {
  return Array.from({ length: count }, () => member(scene));
}

export function newcomers(scene: Scene, count: number): Address[] {
  return Array.from({ length: count }, () => scene.newcomer());
}

export function people(scene: Scene, count: number): Address[] {
  return Array.from({ length: count }, () => scene.someone());
}
