import { expect, test } from "vitest";
import { sentenceParts } from "./sentence-parts.ts";

const EVM = "0x1F50DA14db56115f1522E2B41770723c62a22Ff8";
const TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

test("a sentence parts at the accounts of both families", () => {
  expect(sentenceParts(`${EVM} received 5 USDT from ${TRON}, on`).map(({ text, of }) => [text, of])).toEqual([
    [EVM, "account"],
    [" received 5 USDT from ", "words"],
    [TRON, "account"],
    [", on", "words"],
  ]);
});

test("a transaction's hash is no account, and the parts are the sentence", () => {
  const hash = `0x${"ab".repeat(32)}`;
  expect(sentenceParts(`removed transaction ${hash}, which`).map(({ text, of }) => [text, of])).toEqual([
    ["removed transaction ", "words"],
    [hash, "hash"],
    [", which", "words"],
  ]);
  const parts = sentenceParts(`${EVM}, ${EVM}`);
  expect(parts.map(({ at }) => at)).toEqual([0, 42, 44]);
  expect(parts.map(({ text }) => text).join("")).toBe(`${EVM}, ${EVM}`);
});
