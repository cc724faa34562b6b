import { createColors } from "picocolors";
import { surroundings } from "./surroundings.ts";

export type Colours = ReturnType<typeof createColors>;
export type Colour = "red" | "yellow" | "green" | "cyan" | "dim";

/** A terminal's colours; none in a pipe or a file, nor where NO_COLOR is set (no-color.org). FORCE_COLOR wants them everywhere. */
export function colours(): Colours {
  const { env, stdout } = surroundings();
  const isTerminal = stdout.isTTY === true && env.TERM !== "dumb";
  return createColors(!env.NO_COLOR && (isTerminal || Boolean(env.FORCE_COLOR)));
}
