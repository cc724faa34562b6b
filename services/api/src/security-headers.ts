const HSTS_S = 365 * 86_400;

/**
 * What a browser is told with every answer: to run nothing, to show it nowhere, to guess nothing, and to keep to https where that
 * is how it came. Put together once: a thousand times a second each of them would be worked out anew.
 */
export function securityHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none';frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "referrer-policy": "no-referrer",
    ...(secure && { "strict-transport-security": `max-age=${HSTS_S}; includeSubDomains` }),
    "x-content-type-options": "nosniff",
    "x-dns-prefetch-control": "off",
    "x-download-options": "noopen",
    "x-frame-options": "SAMEORIGIN",
    "x-permitted-cross-domain-policies": "none",
    "x-xss-protection": "0",
  };
}
