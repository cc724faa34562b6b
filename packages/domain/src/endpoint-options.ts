import { Problem } from "./problem.ts";

/** What an operator says of one endpoint, in the fragment of its URL, which is never sent. */
export interface EndpointOptions {
  /** Names in lower case, each once. The values are secrets. */
  headers: Readonly<Record<string, string>>;
  /** What the endpoint's operator allows. */
  requestsPerSecondMax?: number;
  /** Calls in one request. */
  batchCallsMax?: number;
}

const EXAMPLES = { header: "header=TRON-PRO-API-KEY:key", rps: "rps=15", batch: "batch=50" };

const REQUESTS_PER_SECOND_MAX = 10_000;
const BATCH_CALLS_MAX = 1_000;

const TOKEN = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
/** Visible characters, with blanks between them: nothing that could begin another header. */
const FIELD_VALUE = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;
/** Said by whoever sends the request, or about the connection. */
const OWN_HEADERS: ReadonlySet<string> = new Set([
  "accept",
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * Reads what stands behind the first "#" of an endpoint's URL: `header=Name:value` (any number of them), `rps` and
 * `batch`, joined by "&", each value percent-encoded where it must be.
 * @throws Problem `config_invalid` that names the option, gives an example and repeats no value; its detail completes a
 * sentence that begins with the endpoint's name
 */
export function parseEndpointOptions(url: string): EndpointOptions {
  const at = url.indexOf("#");
  const headers = new Map<string, string>();
  const numbers: { requestsPerSecondMax?: number; batchCallsMax?: number } = {};
  for (const part of at === -1 ? [] : url.slice(at + 1).split("&")) {
    const { name, value } = readOption(part);
    if (name === "header") {
      const [field, text] = readHeader(value);
      if (headers.has(field)) throw fault("gives the same header twice", name);
      headers.set(field, text);
    } else if (name === "rps") {
      if (numbers.requestsPerSecondMax !== undefined) throw fault("gives the option rps twice", name);
      numbers.requestsPerSecondMax = readRate(value);
    } else {
      if (numbers.batchCallsMax !== undefined) throw fault("gives the option batch twice", name);
      numbers.batchCallsMax = readBatch(value);
    }
  }
  return { headers: Object.fromEntries(headers), ...numbers };
}

type OptionName = keyof typeof EXAMPLES;

function fault(fact: string, option: OptionName): Problem {
  return new Problem("config_invalid", `${fact}, for example #${EXAMPLES[option]}`);
}

function readOption(part: string): { name: OptionName; value: string } {
  const all = Object.values(EXAMPLES).join("&");
  const equals = part.indexOf("=");
  if (equals === -1) {
    throw new Problem("config_invalid", `has text behind its # that is no option, for example #${all}`);
  }
  const name = part.slice(0, equals);
  if (!Object.hasOwn(EXAMPLES, name)) {
    // Longer or stranger ones may be a key that ended up in the wrong place.
    const shown = /^[a-z-]{1,20}$/i.test(name) ? ` ${name}` : "";
    throw new Problem("config_invalid", `has the unknown option${shown} behind its #, for example #${all}`);
  }
  return { name: name as OptionName, value: part.slice(equals + 1) };
}

function readHeader(value: string): [name: string, value: string] {
  const colon = value.indexOf(":");
  const name = decode(value.slice(0, Math.max(0, colon)))?.toLowerCase();
  const text = decode(value.slice(colon + 1))?.trim();
  if (name === undefined || text === undefined || /\s/.test(value)) {
    throw fault("has an option header with a blank or a % that is not percent-encoded (%20, %25)", "header");
  }
  if (!TOKEN.test(name)) throw fault("has an option header without a header's name before its colon", "header");
  if (OWN_HEADERS.has(name))
    throw fault(`has an option header for ${name}, which is not the operator's to set`, "header");
  if (!FIELD_VALUE.test(text)) throw fault("has an option header whose value is empty or not plain text", "header");
  return [name, text];
}

function readRate(value: string): number {
  const rate = /^\d{1,5}(?:\.\d{1,3})?$/.test(value) ? Number(value) : 0;
  if (rate > 0 && rate <= REQUESTS_PER_SECOND_MAX) return rate;
  throw fault(`has an option rps that is not a number above 0, up to ${REQUESTS_PER_SECOND_MAX}`, "rps");
}

function readBatch(value: string): number {
  const calls = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (calls >= 1 && calls <= BATCH_CALLS_MAX) return calls;
  throw fault(`has an option batch that is not a whole number from 1 to ${BATCH_CALLS_MAX}`, "batch");
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
