import { createEvmSource } from "./evm-source.ts";
import type { ChainSource } from "./source.ts";
import type { SourceOptions } from "./source-options.ts";
import { createTronSource } from "./tron-source.ts";

/** The source that speaks as the chain's nodes do. @throws Problem `config_invalid` for a policy that the chain cannot meet */
export function openSource(options: SourceOptions): ChainSource {
  return options.chain.family === "tron" ? createTronSource(options) : createEvmSource(options);
}
