import { isSocketUrl, parseEndpointUrl } from "@redflag/chain/endpoint-url";
import { createHttpTransport } from "@redflag/chain/http-transport";
import { findPolicyFault } from "@redflag/chain/policy-fault";
import { type EndpointReport, probeEndpoint } from "@redflag/chain/probe-endpoint";
import { probeNewHeads } from "@redflag/chain/probe-new-heads";
import type { Chain, VerifyPolicy } from "@redflag/domain/chain";
import { getChain } from "@redflag/domain/chain-registry";
import { Problem } from "@redflag/domain/problem";
import { paceOf } from "@redflag/ingest/look-schedule";
import { findWatchFault } from "@redflag/ingest/watch-fault";
import type { Config } from "@redflag/runtime/config";
import { type Check, wrong } from "./check.ts";

/** Asks every configured endpoint what it can do. */
export async function checkEndpoints(config: Config, signal: AbortSignal): Promise<Check[]> {
  const chains = [...config.chains].filter(([, { endpoints }]) => endpoints.length > 0);
  if (chains.length === 0) {
    const hint = "Set REDFLAG_RPC_<CHAIN>, for example REDFLAG_RPC_ETHEREUM=https://….";
    return [
      { name: "endpoints", status: "wrong", text: "no chain has an endpoint, so there is nothing to watch", hint },
    ];
  }
  const perChain = chains.map(async ([name, { endpoints, verify }]) => {
    const chain = getChain(name);
    const policy = verify ?? chain.verify;
    const watchFault = findWatchFault(chain);
    if (watchFault !== undefined) return [wrong(`tokens ${name}`, watchFault)];
    const checks = await Promise.all(
      endpoints.map((url) =>
        isSocketUrl(url) ? checkNewHeads(chain, url, signal) : checkEndpoint(chain, policy, url, signal),
      ),
    );
    const fault = findPolicyFault(chain, policy);
    if (fault !== undefined) return [...checks.flat(), wrong(`policy ${name}`, fault)];
    const asked = endpoints.filter((url) => !isSocketUrl(url));
    if (asked.length === 0) return [...checks.flat(), noneToAsk(chain)];
    return [...checks.flat(), ...noteLoneEndpoint(chain, policy, asked), ...notePace(chain, asked)];
  });
  return (await Promise.all(perChain)).flat();
}

async function checkEndpoint(chain: Chain, policy: VerifyPolicy, url: string, signal: AbortSignal): Promise<Check[]> {
  const transport = createHttpTransport(url);
  try {
    const report = await probeEndpoint(transport, chain, signal);
    const name = `endpoint ${chain.name} ${report.name}`;
    const { problems, ...facts } = report;
    if (problems.length > 0) return problems.map((problem) => ({ ...wrong(name, problem), facts }));
    if (policy === "proof" && !report.supports.blockReceipts) return [{ ...noReceipts(name, chain), facts }];
    return [{ name, status: "ok", text: describe(report), facts }];
  } finally {
    await transport.close();
  }
}

/** It need not be there: without it the head is found by polling. */
async function checkNewHeads(chain: Chain, url: string, signal: AbortSignal): Promise<Check[]> {
  const name = `endpoint ${chain.name} ${parseEndpointUrl(url).name}`;
  try {
    const { latencyMs } = await probeNewHeads(url, signal);
    const text = `tells of new heads, ${latencyMs} ms; they are looked for at once, and nothing it says of them is believed`;
    return [{ name, status: "ok", text }];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [wrong(name, error)];
  }
}

function noneToAsk(chain: Chain): Check {
  const text = "only ws:// endpoints, which tell of new heads and answer nothing";
  const hint = `Add one with http:// or https:// to REDFLAG_RPC_${chain.name.toUpperCase()}.`;
  return { name: `endpoints ${chain.name}`, status: "wrong", text, hint };
}

function notePace(chain: Chain, [first = ""]: readonly string[]): Check[] {
  const { requestsPerSecondMax } = parseEndpointUrl(first).options;
  const { pollMs } = paceOf(requestsPerSecondMax);
  if (pollMs === paceOf(undefined).pollMs) return [];
  const text = `the head is looked for every ${Math.round(pollMs)} ms, which takes half of what rps=${requestsPerSecondMax} allows`;
  return [{ name: `pace ${chain.name}`, status: "note", text }];
}

function describe({ chainId, head, finalized, supports, logRangeBlocksMax, latencyMs }: EndpointReport): string {
  const final = supports.finalizedTag ? `finalized ${finalized}` : "no finalized tag";
  const receipts = supports.blockReceipts ? "block receipts" : "no block receipts";
  return `chain ${chainId}, head ${head}, ${final}, ${receipts}, logs of ${logRangeBlocksMax} blocks at once, ${latencyMs} ms`;
}

function noReceipts(name: string, chain: Chain): Check {
  return {
    name,
    status: "note",
    text: "it gives no block receipts: proofs are made from single receipts, which is slow, or not at all",
    hint: `Add another endpoint, or set REDFLAG_VERIFY_${chain.name.toUpperCase()}=bloom, which shows in coverage.`,
  };
}

function noteLoneEndpoint(chain: Chain, policy: VerifyPolicy, endpoints: readonly string[]): Check[] {
  const hosts = new Set(endpoints.map((url) => new URL(url).host));
  if (hosts.size > 1 || (policy !== "proof" && policy !== "peers")) return [];
  const name = `endpoints ${chain.name}`;
  const second = `Give a second one of another operator: REDFLAG_RPC_${chain.name.toUpperCase()}=first,second`;
  if (policy === "proof") {
    const text = "one endpoint: its answers can be shown to be self-consistent, not proven";
    return [{ name, status: "note", text, hint: second }];
  }
  const text = "one endpoint: its answers cannot be compared with another's, so nothing becomes final";
  const hint = `${second}, or take its word with REDFLAG_VERIFY_${chain.name.toUpperCase()}=header, which shows in coverage.`;
  return [{ name, status: "note", text, hint }];
}
