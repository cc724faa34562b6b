import assert from "node:assert/strict";
import type { Hex } from "@redflag/domain/hex";
import { parseData } from "../parse-hex.ts";

/** File and contract names under `contracts/`, in the order in which they are deployed: their addresses rest on it. */
export const CONTRACT_NAMES = ["TetherLike", "CircleLike", "LiraCoin"] as const;
export type ContractName = (typeof CONTRACT_NAMES)[number];

export interface Artifact {
  abi: readonly AbiItem[];
  creationCode: Hex;
}
export type AbiItem = Readonly<Record<string, unknown>>;
export type Artifacts = Readonly<Record<ContractName, Artifact>>;

/** @returns undefined when the value is not what `compileContracts` once wrote */
export function parseArtifacts(value: unknown): Artifacts | undefined {
  const parsed = CONTRACT_NAMES.map((name) => parseArtifact(field(value, name)));
  const [TetherLike, CircleLike, LiraCoin] = parsed;
  return TetherLike && CircleLike && LiraCoin && { TetherLike, CircleLike, LiraCoin };
}

/** From solc's standard JSON output; asserts that it holds no errors or warnings. */
export function readCompilerOutput(output: unknown): Artifacts {
  const complaints = field(output, "errors") ?? [];
  assert(Array.isArray(complaints));
  assert.equal(complaints.length, 0, complaints.map((each) => String(field(each, "formattedMessage"))).join("\n"));
  const contracts = Object.fromEntries(
    CONTRACT_NAMES.map((name) => {
      const contract = field(field(field(output, "contracts"), `${name}.sol`), name);
      const code = field(field(field(contract, "evm"), "bytecode"), "object");
      return [name, { abi: field(contract, "abi"), creationCode: `0x${code}` }];
    }),
  );
  const artifacts = parseArtifacts(contracts);
  assert(artifacts !== undefined, "the compiler's output lacks a contract");
  return artifacts;
}

function parseArtifact(value: unknown): Artifact | undefined {
  const abi = field(value, "abi");
  const creationCode = parseData(field(value, "creationCode"));
  if (!Array.isArray(abi) || abi.length === 0 || creationCode === undefined || creationCode === "0x") return undefined;
  return { abi, creationCode };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
