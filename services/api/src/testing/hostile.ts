import fc from "fast-check";

/** What a field may be sent as instead of what it is. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    Number.MAX_SAFE_INTEGER,
    -0.5,
    "",
    " ",
    "a\u0000b",
    "\ud800",
    "\udfff\ud800",
    "\u202etxt.exe",
    "\u200b",
    "\ufeff",
    "Z̸̢̛".repeat(50),
    "a".repeat(5_000),
    "a\r\nX-Injected: 1",
    "'; drop table app_user; --",
    "../../etc/passwd",
    "#{7*7}{{7*7}}",
    "9".repeat(400),
    "2026-02-30T00:00:00Z",
    "+275760-09-13T00:00:00.000Z",
    [],
    {},
    [[[[[]]]]],
    { toString: 1, constructor: { prototype: {} } },
  ),
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.jsonValue({ maxDepth: 3 }),
);

export const hostileName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "",
    "a/b~c",
    "\u0000",
    "\ud800",
    "x".repeat(2_000),
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** Of a path or a query, as bytes on the wire. */
export const hostileEncoded: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "%00",
    "%ff",
    "%ED%A0%80",
    "%",
    "%zz",
    "%2e%2e",
    "%2F",
    "..;",
    "a".repeat(400),
    "%0d%0aX:1",
    "[]",
    "a=b&c",
  ),
  fc.string({ maxLength: 30 }).map(encodeURIComponent),
);

export const hostileBody: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "1e999",
    '{"name":"a","name":"b"}',
    '{"__proto__":{"isAdmin":true}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"name":"\\u0000"}',
    '{"name":"\\ud800"}',
    "\ufeff{}",
    "[".repeat(30_000),
    `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
    `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`,
    `{"name":"${"a".repeat(70_000)}"}`,
  ),
  fc.string({ unit: "binary", maxLength: 100 }),
);

export const hostileHeader: fc.Arbitrary<[string, string]> = fc.tuple(
  fc.constantFrom(
    "content-type",
    "idempotency-key",
    "if-match",
    "x-request-id",
    "x-csrf-token",
    "cookie",
    "origin",
    "sec-fetch-site",
    "user-agent",
    "x-forwarded-for",
    "accept",
  ),
  fc.oneof(
    fc.constantFrom(
      "",
      "text/plain",
      "application/json; charset=utf-16",
      "multipart/form-data",
      "redflag_session=",
      "redflag_session=a; redflag_session=b",
      "__Host-redflag_session=%00",
      'W/"1"',
      '"99999999999999999999"',
      "*",
      "a\r\nSet-Cookie: b=c",
      "a".repeat(4_000),
      "é\u0001",
    ),
    fc.string({ unit: "binary-ascii", maxLength: 40 }),
  ),
);
