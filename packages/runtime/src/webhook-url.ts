import { isIP } from "node:net";
import { Problem } from "@redflag/domain/problem";
import { assertOutboundUrl, isNamedHost, type OutboundPolicy } from "./outbound-address.ts";

/** Whom `privateHosts` names may have any address, name and port, and http: that is for development and for one's own network. */
export type WebhookPolicy = OutboundPolicy;

const CHARS_MAX = 2048;

/** Endings of names that each network, or nobody, gives an address of its own (RFC 6761, 6762, 8375, and by custom). */
const LOCAL_ENDINGS = ["localhost", "local", "internal", "intranet", "lan", "corp", "home", "home.arpa", "onion"];

/**
 * High ports at which something else than a receiver listens, so that nothing is delivered to it by mistake or by intent.
 * The first are those that browsers refuse ([P] https://fetch.spec.whatwg.org/#port-blocking); the others are of databases,
 * caches, queues, clusters and remote desktops [E].
 */
const OTHER_SERVICES: ReadonlySet<number> = new Set([
  ...[
    1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
  ],
  ...[1433, 1521, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 5432, 5672, 5900, 5985, 5986, 6379, 6443, 8086, 8500, 9042],
  ...[9092, 9200, 9300, 10250, 10255, 11211, 15672, 25672, 26257, 27017, 50070],
]);

/**
 * All that can be said of where a webhook is to go before its name is resolved: when it is subscribed to, and again before each
 * attempt. What the name's addresses are is looked at when a connection is made, each time (`outboundLookup`).
 * @throws Problem `webhook_url_refused`, which names the host at most: path and query may hold a key
 */
export function assertWebhookUrl(text: string, policy: WebhookPolicy): URL {
  if (text.length > CHARS_MAX) throw refused(`it is longer than ${CHARS_MAX} characters`);
  // A URL's parser leaves these out or takes one for the other: what is kept would not be what was checked.
  if (/[\s\p{Cc}\\]/u.test(text)) throw refused("it holds a space, a control character or a backslash");
  const url = URL.parse(text);
  if (url === null) throw refused("it is no URL");
  const named = isNamedHost(url, policy);
  if (url.protocol !== "https:" && !(named && url.protocol === "http:")) throw refused(`${url.protocol} is not https:`);
  if (text.includes("#")) throw refused("it has a fragment (#), which is never sent");
  try {
    assertOutboundUrl(url, policy);
  } catch (error) {
    if (error instanceof Problem) throw refused(error.detail);
    throw error;
  }
  if (!named) assertPublic(url);
  return url;
}

function assertPublic({ hostname, port }: URL): void {
  if (hostname.endsWith(".")) throw refused(`${hostname} ends with a dot`);
  if (isIP(hostname.replace(/^\[(.*)\]$/, "$1")) === 0) {
    const local = LOCAL_ENDINGS.find((ending) => hostname === ending || hostname.endsWith(`.${ending}`));
    if (local !== undefined) throw refused(`${hostname} is a name of a local network`);
    if (!hostname.includes(".")) throw refused(`${hostname} is a name without a domain`);
  }
  if (port === "") return;
  const used = Number(port);
  if (used < 1024) throw refused(`port ${port} is neither 443 nor 1024 or higher`);
  if (OTHER_SERVICES.has(used)) throw refused(`port ${port} is one of other services than HTTP`);
}

function refused(detail: string): Problem {
  return new Problem("webhook_url_refused", detail);
}
