import { Resolver } from "node:dns/promises";
import { setTimeout } from "node:timers/promises";

/** Both within the time that a connection may take. */
const TRY_MS = 2000;
const TRIES = 2;
/** So much longer is one family waited for when the other has answered: some servers never answer for IPv6 [E]. */
const OTHER_FAMILY_MS = 250;

const systemServers = new Resolver({ timeout: TRY_MS, tries: TRIES });

/**
 * All addresses of a name, from the DNS alone. The system's own way, getaddrinfo, holds one of four threads that files and hashes
 * wait for, too, until it has an answer: four names whose servers are silent would hold up everybody's deliveries.
 */
export async function resolveByDns(hostname: string, resolver = systemServers): Promise<string[]> {
  const found: string[] = [];
  const families = [resolver.resolve4(hostname), resolver.resolve6(hostname)].map(async (family) => {
    found.push(...(await family));
  });
  const oneAndAWhile = Promise.any(families).then(() => setTimeout(OTHER_FAMILY_MS, undefined, { ref: false }));
  await Promise.race([Promise.allSettled(families), oneAndAWhile.catch(() => Promise.allSettled(families))]);
  // What was found by now is what is looked at and connected to; what comes later is neither.
  const addresses = [...found];
  if (addresses.length === 0) await families[0];
  return addresses;
}
