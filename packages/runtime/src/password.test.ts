import { parseOptions } from "@node-rs/argon2";
import { beforeAll, expect, test } from "vitest";
import { DUMMY_HASH, hashPassword, verifyPassword, WAITING_MAX } from "./password.ts";

const PASSWORD = "correct horse battery staple";
/** A vector of the reference implementation: 256 KiB, two passes, one lane, the salt "somesalt". */
const LIGHT = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
let phc: string;
beforeAll(async () => {
  phc = await hashPassword(PASSWORD);
});

test("a hash is a PHC string of argon2id, with a salt of its own", async () => {
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(await hashPassword(PASSWORD)).not.toBe(phc);
});

test("the right password is right, and no other", async () => {
  expect(await verifyPassword(phc, PASSWORD)).toBe(true);
  expect(await verifyPassword(phc, PASSWORD.toUpperCase())).toBe(false);
  for (const wrong of ["", "Password", "password ", "password\0", "passwor"]) {
    expect(await verifyPassword(LIGHT, wrong)).toBe(false);
  }
});

test("the same password from another keyboard is the same", async () => {
  const composed = await hashPassword("Zürich im März 1848");
  expect(await verifyPassword(composed, "Zu\u0308rich im Ma\u0308rz 1848")).toBe(true);
  expect(await verifyPassword(composed, "Zürich\u00a0im\u3000März 1848")).toBe(true);
  expect(await verifyPassword(composed, "Zurich im Marz 1848")).toBe(false);
});

test("nobody's hash costs what a person's does, and has no password", async () => {
  expect(parseOptions(DUMMY_HASH)).toEqual(parseOptions(phc));
  expect(await verifyPassword(DUMMY_HASH, PASSWORD)).toBe(false);
});

test("a hash of other parameters is still verified by its own", async () => {
  expect(await verifyPassword(LIGHT, "password")).toBe(true);
});

test("many at once wait for their turn; beyond a bound they are told to come later, and the others are served", async () => {
  const asked = Array.from({ length: WAITING_MAX + 3 }, () => verifyPassword(LIGHT, "password"));
  const outcomes = await Promise.allSettled(asked);
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused).toMatchObject([{ reason: { code: "rate_limited", retry: "retry" } }]);
  expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value)).toHaveLength(WAITING_MAX + 2);
  expect(await verifyPassword(LIGHT, "password")).toBe(true);
});
