import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const NAME = "virtual:receiver-samples";
const FOLDER = join(import.meta.dirname, "../../../docs/examples/webhooks");
const FILES = ["receiver.ts", "receiver.py", "receiver.go", "send-signed.sh"];

/** The examples of the guide as texts, by their names: what is shown is what the suite runs. */
export function receiverSamples(): Plugin {
  return {
    name: "redflag-receiver-samples",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? `export default ${JSON.stringify(texts())};` : undefined),
  };
}

function texts() {
  return Object.fromEntries(FILES.map((file) => [file, readFileSync(join(FOLDER, file), "utf8")]));
}
