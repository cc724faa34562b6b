import type { Shape } from "../sighting.ts";
import { findFan } from "./fan.ts";

/** Opens no group: who pays many new payees is nearly always in business. */
export const fanOut: Shape = {
  id: "fan-out",
  title: "Many new payees",
  layers: ["stranger"],
  find: (edge, surroundings, layer) => findFan(edge, surroundings, "out", layer),
};
