import type { Shape } from "../sighting.ts";
import { findFan } from "./fan.ts";

export const fanIn: Shape = {
  id: "fan-in",
  title: "Many new payers",
  layers: ["novel", "stranger"],
  find: (edge, surroundings, layer) => findFan(edge, surroundings, "in", layer),
};
