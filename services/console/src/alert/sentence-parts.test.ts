import { expect, test } from "vitest";
import { sentenceParts } from "./sentence-parts.ts";

const EVM = "0x1F50DA14db56115f1522E2B41770723c62a22Ff8";
const TRON = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t";

test("a sentence parts at the accounts of both families", () => {
  expect(
    sentenceParts(`${EVM} received 5 USDT from ${TRON}, on`).map(({ text, isAccount }) => [text, isAccount]),
  ).toEqual([
    [EVM, true],
    [" received 5 USDT from ", false],
    [TRON, true],
    [", on", false],
  ]);
});

test("a transaction's hash is no account, and the parts are the sentence", () => {
  const sentence = `a reorg removed transaction 0x${"ab".repeat(32)}, which stood in block 7`;
  expect(sentenceParts(sentence)).toEqual([{ at: 0, text: sentence, isAccount: false }]);
  const parts = sentenceParts(`${EVM}, ${EVM}`);
  expect(parts.map(({ at }) => at)).toEqual([0, 42, 44]);
  expect(parts.map(({ text }) => text).join("")).toBe(`${EVM}, ${EVM}`);
});
