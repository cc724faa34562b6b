import { runTool } from "../../run-tool.ts";
import { screenshotsCommand } from "./screenshots-command.ts";

// Loaded only then: it builds what the demo is started from.
const command = screenshotsCommand(async (wanted) => (await import("./take-pictures.ts")).takePictures(wanted));
await runTool(command, process.argv.slice(2));
