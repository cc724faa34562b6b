import fc from "fast-check";
import { expect, test } from "vitest";
import { redactLine, redactText, redactValue } from "./redact.ts";

test.each([
  ["https://eth.example/v2/SECRETKEY", "https://eth.example/…"],
  ["GET https://eth.example:8545?apikey=SECRETKEY failed", "GET https://eth.example:8545/… failed"],
  ["postgres://redflag:SECRETKEY@127.0.0.1:5432/x", "postgres://…@127.0.0.1:5432/…"],
  ["redis://:SECRETKEY@host", "redis://…@host"],
  ["postgres://u:SECRET/KEY@host/x", "postgres://[redacted]"],
  ["Authorization: Bearer SECRETKEY.abc", "Authorization: Bearer [redacted]"],
  ["host=db password=SECRETKEY user=u", "host=db password=[redacted] user=u"],
  [`key rf_live_a1B2c3${"x".repeat(43)} said no`, "key rf_live_a1B2c3[redacted] said no"],
  ["signed with whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw==.", "signed with whsec_[redacted]."],
  ["key rf_test_a1B2c3 expired", "key rf_test_a1B2c3 expired"],
  ["http://127.0.0.1:8545", "http://127.0.0.1:8545"],
  ["block 0xdAC17F958D2ee523a2206206994597C13D831ec7", "block 0xdAC17F958D2ee523a2206206994597C13D831ec7"],
])("%s", (text, safe) => {
  expect(redactText(text)).toBe(safe);
});

test("no part of a URL behind its host survives, whatever it holds", () => {
  const key = fc.stringMatching(/^[A-Za-z0-9_-]{12,40}$/);
  const url = fc.oneof(
    key.map((k) => [k, `https://rpc.example/${k}`]),
    fc.tuple(key, key).map(([k, path]) => [k, `https://${k}@rpc.example/${path}`]),
    key.map((k) => [k, `postgresql://user:${k}@db.example:5432/x?sslmode=require`]),
    key.map((k) => [k, `wss://rpc.example/ws?key=${k}#${k}`]),
  );
  fc.assert(
    fc.property(url, fc.string(), fc.string(), ([k = "", text = ""], before, after) => {
      expect(redactText(`${before} ${text} ${after}`)).not.toContain(k);
    }),
  );
});

test("values under secret-sounding keys go, a stablecoin's contract stays", () => {
  const token = "0xdac17f958d2ee523a2206206994597c13d831ec7";
  expect(
    redactValue({
      token,
      tokens: [token],
      password: "p",
      nested: { apiKey: "k", accessToken: "t", authorization: "x" },
    }),
  ).toEqual({
    token,
    tokens: [token],
    password: "[redacted]",
    nested: { apiKey: "[redacted]", accessToken: "[redacted]", authorization: "[redacted]" },
  });
  expect(redactValue({ token: "ghp_abcdef" })).toEqual({ token: "[redacted]" });
});

test("amounts, bytes, maps and errors with their causes become plain", () => {
  expect(redactValue({ amount: 2n ** 70n, hash: new Uint8Array([1, 255]), by: new Map([["a", 1n]]) })).toEqual({
    amount: "1180591620717411303424",
    hash: "0x01ff",
    by: { a: "1" },
  });
  const cause = Object.assign(new Error("to https://u:hunter2@h/x"), { code: "ECONNRESET" });
  const plain = redactValue(new Error("outer", { cause }));
  expect(plain).toMatchObject({
    type: "Error",
    message: "outer",
    cause: { code: "ECONNRESET", message: "to https://…@h/…" },
  });
  expect(JSON.stringify(plain)).not.toContain("hunter2");
});

test("a value that holds itself comes to an end", () => {
  const loop: Record<string, unknown> = { list: Array.from({ length: 1000 }, (_, i) => i) };
  loop.self = loop;
  const text = JSON.stringify(redactValue(loop));
  expect(text).toContain("[deeper]");
  expect(text.length).toBeLessThan(10_000);
});

test("of a server's error its code and place stay, and nothing of the rows and commands that it was about", () => {
  const row = Object.assign(new Error('new row for relation "app_user" violates check constraint "named"'), {
    ...{ severity: "ERROR", code: "23514", constraint: "named", routine: "ExecConstraints" },
    detail: "Failing row contains (hunter2, hunter2@fiu.example).",
    where: "SQL statement hunter2",
  });
  expect(redactValue(row)).toMatchObject({ code: "23514", constraint: "named", message: row.message });
  const value = Object.assign(new Error('invalid input syntax for type uuid: "hunter2"'), {
    ...{ severity: "ERROR", code: "22P02" },
  });
  const redis = Object.assign(new Error("WRONGPASS"), { command: { name: "auth", args: ["hunter2"] } });
  for (const error of [row, value, redis]) expect(JSON.stringify(redactValue(error))).not.toContain("hunter2");
});

test("a line names no mail address", () => {
  expect(redactLine("ana.b+x@fiu.example signed in at postgres://u:p@db/x")).toBe(
    "[redacted] signed in at postgres://…@db/…",
  );
});
