import { lookup as resolveName } from "node:dns/promises";
import { isIP, type LookupFunction } from "node:net";
import { Problem } from "@redflag/domain/problem";
import ipaddr from "ipaddr.js";

/** Where a process may go when somebody else has said where to: a list's publisher, a page that redirects. */
export interface OutboundPolicy {
  /** Hosts, as `lists.example` or `10.0.0.5:8443`, whose address need not be public. */
  privateHosts: readonly string[];
  /** All addresses of a name; the system's own resolver unless told. */
  resolve?: (hostname: string) => Promise<readonly string[]>;
}

/**
 * Whether the address is one of the internet's: not this machine, its network, a cloud's metadata service, a tunnel into any
 * of them, or anything that is kept for documents and tests.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast" || OF_THE_HOST.has(address.toString())) return false;
  // Of IPv6, 2000::/3 is all that was ever given out (RFC 4291, IANA); `::7f00:1` is an old way to write 127.0.0.1.
  return address.kind() === "ipv4" || address.toByteArray()[0]! >> 5 === 1;
}

/** Public by its range, and answered by the machine's own host: Azure's platform (https://learn.microsoft.com, "168.63.129.16"). */
const OF_THE_HOST: ReadonlySet<string> = new Set(["168.63.129.16"]);

/**
 * All that can be said of a URL before its name is resolved.
 * @throws Problem `outbound_forbidden`, which names the host and never the rest: that may hold a key
 */
export function assertOutboundUrl(url: URL, policy: OutboundPolicy): void {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw forbidden(`${url.protocol} is neither http: nor https:`);
  }
  if (url.username !== "" || url.password !== "") throw forbidden(`${url.host}: the URL holds a user or a password`);
  // Nobody is asked for the address of an address.
  const literal = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (isIP(literal) !== 0 && !isPublicAddress(literal) && !isNamedHost(url, policy)) {
    throw forbidden(`${url.host} is not an address of the internet`);
  }
}

/**
 * Resolves the URL's name for the connection that is made to it, so that what is looked at is what is connected to. One
 * private address among several is enough to refuse: who publishes on the internet has none.
 */
export function outboundLookup(url: URL, policy: OutboundPolicy): LookupFunction {
  const { resolve = resolveAll } = policy;
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (addresses) => {
        const fault = isNamedHost(url, policy) ? undefined : addresses.find((address) => !isPublicAddress(address));
        const wanted = addresses.filter((address) => !options.family || isIP(address) === familyOf(options.family));
        const [first] = wanted;
        if (fault !== undefined)
          callback(forbidden(`${url.host} has the address ${fault}, which is not one of the internet`), []);
        else if (first === undefined) callback(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), []);
        else if (options.all === true)
          callback(
            null,
            wanted.map((address) => ({ address, family: isIP(address) })),
          );
        else callback(null, first, isIP(first));
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

async function resolveAll(hostname: string): Promise<string[]> {
  return (await resolveName(hostname, { all: true })).map(({ address }) => address);
}

function familyOf(family: number | "IPv4" | "IPv6"): number {
  if (family === "IPv4") return 4;
  return family === "IPv6" ? 6 : family;
}

/** Whether the host was named, by itself or with the port that is used. */
export function isNamedHost({ hostname, port, protocol }: URL, { privateHosts }: OutboundPolicy): boolean {
  const usedPort = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return privateHosts.includes(hostname) || privateHosts.includes(`${hostname}:${usedPort}`);
}

function forbidden(detail: string): Problem {
  return new Problem("outbound_forbidden", detail);
}
