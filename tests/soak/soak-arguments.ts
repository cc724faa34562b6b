import { parseArgs } from "node:util";
import { graphParams } from "@redflag/domain/graph/graph-params";
import { CHAIN_LOADS } from "../bench/live/chain-load.ts";

export interface SoakArguments {
  hours: number;
  transfersPerS: number;
  chains: string[];
  /** New pairs that the window of each chain holds, and is filled with first; absent where windows begin empty, with what is usual. */
  pairsPerChain?: number;
  json: boolean;
  /** Where each sample is written as it comes, a JSON object a line. */
  samplesFile?: string;
  /** Where the chart is written at the end. */
  chartFile?: string;
}

const USAGE =
  "pnpm soak --hours 4 [--rate 500] [--chains ethereum,tron] [--pairs 250000] [--json] [--samples <file>] [--chart <file.svg>]";
const CHAINS = CHAIN_LOADS.map(({ chain }): string => chain.name);
const HOURS_MAX = 1_000;
/** What one process of chains can bring here. */
const RATE_MAX = 5_000;

/** @throws TypeError in words */
export function parseSoakArguments(given: readonly string[]): SoakArguments {
  const { values } = parseArgs({
    args: [...given],
    options: {
      hours: { type: "string" },
      rate: { type: "string", default: "500" },
      chains: { type: "string", default: CHAINS.join(",") },
      pairs: { type: "string" },
      json: { type: "boolean", default: false },
      samples: { type: "string" },
      chart: { type: "string" },
    },
  });
  if (values.hours === undefined) throw new TypeError(`--hours is missing: ${USAGE}`);
  return {
    hours: numberOf("hours", values.hours, HOURS_MAX),
    transfersPerS: numberOf("rate", values.rate, RATE_MAX),
    chains: chainsOf(values.chains),
    json: values.json,
    ...(values.pairs !== undefined && { pairsPerChain: pairsOf(values.pairs) }),
    ...(values.samples !== undefined && { samplesFile: values.samples }),
    ...(values.chart !== undefined && { chartFile: values.chart }),
  };
}

function numberOf(name: string, text: string, max: number): number {
  const value = /^\d{1,4}(\.\d{1,4})?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value > 0 && value <= max)) throw new TypeError(`--${name} ${text}: not a number above 0 up to ${max}`);
  return value;
}

function chainsOf(text: string): string[] {
  const chains = [...new Set(text.split(","))];
  const unknown = chains.find((name) => !CHAINS.includes(name));
  if (unknown !== undefined) throw new TypeError(`--chains ${text}: ${unknown} is none of ${CHAINS.join(", ")}`);
  return chains;
}

/** As an operator may set them. */
function pairsOf(text: string): number {
  const { success, data } = graphParams.shape.pairsMax.safeParse(Number(text));
  if (!success) throw new TypeError(`--pairs ${text}: not a number of new pairs that can be set`);
  return data;
}
