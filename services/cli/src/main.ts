import { enableCompileCache } from "node:module";

// Halves the time until a command begins: what Node compiled is kept in its cache directory, where there is one.
enableCompileCache();
const { runArguments } = await import("./run-arguments.ts");
await runArguments(process.argv.slice(2));
