import { join } from "node:path";
import { buildProcesses, PROCESSES } from "./build-processes.ts";

/** `pnpm build`: the processes as an image starts them. */
await buildProcesses(join(import.meta.dirname, "../../../dist"), PROCESSES);
const names = Object.keys(PROCESSES).map((name) => `${name}.js`);
process.stdout.write(`dist: ${names.join(", ")}\n`);
