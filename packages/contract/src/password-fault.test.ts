import { expect, test } from "vitest";
import { findPasswordFault } from "./password-fault.ts";

const fault = (password: string, email = "ada.lovelace@fiu.example") => findPasswordFault(password, email);

test.each([
  ["eleven char", "has 11 characters; 12 are the least"],
  ["x".repeat(201), "has 201 characters; 200 are the most"],
  ["two lines of\nwords", "line break"],
  ["zero\0 in the middle", "line break"],
  ["half a \ud83d character", "line break"],
  ["MyRedFlag-is-safe", 'contains "redflag"'],
  ["ｒｅｄｆｌａｇ in full width", 'contains "redflag"'],
  ["I am Ada.Lovelace!", 'contains "ada.lovelace" of the email'],
  ["lovelace-in-1843", 'contains "lovelace" of the email'],
  ["aaaaaaaaaaaa", "repeats itself"],
  ["abcabcabcabca", "repeats itself"],
  ["PasswordpassworD", "repeats itself"],
  ["123456789012", "runs along"],
  ["abcdefghijkl", "runs along"],
  ["zyxwvutsrqponm", "runs along"],
  ["1234567890qwerty", "runs along"],
  ["qwertyuiopasdf", "runs along"],
  ["AAAAAA111111", "runs along"],
])("%j is refused", (password, words) => {
  expect(fault(password)).toContain(words);
});

test.each([
  ["correct horse battery staple"],
  ["Zürich im März"],
  ["пароль из слов"],
  ["kT9$wq!72Lmz"],
  ["1234 geese flew"],
  ["an Ada program"],
  [" leading space and 🦊"],
  [`x7Kd9a${"q".repeat(190)}9z!k`],
])("%j is taken", (password) => {
  expect(fault(password)).toBeUndefined();
});

test("a short name in an email forbids no word", () => {
  expect(fault("the canadian goose", "ada@fiu.example")).toBeUndefined();
  expect(fault("no at sign at all", "at")).toBeUndefined();
});
