import type { Command } from "commander";
import { addBundleReplay } from "./bundle-replay.ts";
import { addBundleShow } from "./bundle-show.ts";

export function addBundleCommand(program: Command): void {
  const bundle = program
    .command("bundle")
    .description("evidence bundles that somebody was given; needs no database, no network and no configuration");
  addBundleReplay(bundle);
  addBundleShow(bundle);
}
