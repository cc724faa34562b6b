import { runBenchArguments } from "./bench-program.ts";

await runBenchArguments(process.argv.slice(2));
