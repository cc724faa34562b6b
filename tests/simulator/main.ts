import { runTool } from "../run-tool.ts";
import { simulatorCommand } from "./simulator-command.ts";

const command = simulatorCommand(async (options) => (await import("./play-seeds.ts")).playSeeds(options));
await runTool(command, process.argv.slice(2));
