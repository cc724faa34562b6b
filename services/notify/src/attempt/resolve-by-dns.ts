import { Resolver } from "node:dns/promises";

/** Within the time that a connection may take. */
const TRY_MS = 2000;
const TRIES = 2;

const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });

/**
 * All addresses of a name, from the DNS alone. The system's own way, getaddrinfo, holds one of four threads that files and hashes
 * wait for, too, until it has an answer: four names whose servers are silent would hold up everybody's deliveries.
 */
export async function resolveByDns(hostname: string): Promise<string[]> {
  const both = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const addresses = both.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  const [ipv4] = both;
  if (addresses.length === 0 && ipv4.status === "rejected") throw ipv4.reason;
  return addresses;
}
