import { parseArgs } from "node:util";

export interface BenchArguments {
  transfers: number;
  rounds: number;
  json: boolean;
  /** Blocks whose latency is measured; absent when throughput is. */
  latencyBlocks?: number;
  /** How long each contender's API is loaded; absent when the API is not measured. */
  apiSeconds?: number;
  /** The audit is measured, and nothing else. */
  audit: boolean;
}

/** @throws TypeError in words */
export function parseArguments(given: readonly string[]): BenchArguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      transfers: { type: "string", default: "1000000" },
      rounds: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
      latency: { type: "boolean", default: false },
      blocks: { type: "string" },
      api: { type: "boolean", default: false },
      seconds: { type: "string" },
      audit: { type: "boolean", default: false },
    },
  });
  if (values.blocks !== undefined && !values.latency) throw new TypeError("--blocks is for --latency");
  if (values.seconds !== undefined && !values.api) throw new TypeError("--seconds is for --api");
  return {
    transfers: wholeNumber("transfers", values.transfers),
    rounds: wholeNumber("rounds", values.rounds),
    json: values.json,
    audit: values.audit,
    ...(values.api && { apiSeconds: wholeNumber("seconds", values.seconds ?? "10") }),
    ...(values.latency && { latencyBlocks: wholeNumber("blocks", values.blocks ?? "200") }),
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new TypeError(`--${name} ${text}: not a whole number above 0`);
  return Number(text);
}
