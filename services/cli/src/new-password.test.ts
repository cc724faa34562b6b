import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { readNewPassword } from "./new-password.ts";

/** A terminal at which somebody types each answer once its question, or the fault of the one before, is shown. */
function typing(answers: ReadonlyArray<readonly [onceShown: string, keys: string]>) {
  const input = new PassThrough();
  const output = new PassThrough();
  // A question that is answered ends its output, as nothing can end a terminal's.
  output.end = () => output;
  const rest = [...answers];
  let unanswered = "";
  let shown = "";
  output.on("data", (chunk: Buffer) => {
    // Some environments ask for colours even here.
    const text = stripVTControlCharacters(chunk.toString());
    shown += text;
    unanswered += text;
    const [next] = rest;
    if (next === undefined || !unanswered.includes(next[0])) return;
    rest.shift();
    unanswered = "";
    setImmediate(() => input.write(next[1]));
  });
  return { terminal: { input, output }, shown: () => shown };
}

test("a terminal is asked until two are the same and hard to guess; nothing that is typed shows", async () => {
  const { terminal, shown } = typing([
    ["Password for ada@fiu.example:", "short\r"],
    ["has 5 characters", "\u0015correct horse battery staple\r"],
    ["The same again:", "another horse\r"],
    ["They differ", ""],
    ["? Password for ada@fiu.example:", "correct horse battery staple\r"],
    ["The same again:", "correct horse battery staple\r"],
  ]);
  const password = await readNewPassword("ada@fiu.example", {}, new AbortController().signal, terminal);
  expect(password).toBe("correct horse battery staple");
  expect(shown()).not.toMatch(/short|correct|horse|battery|staple|another/);
});

test("whoever is interrupted while being asked throws the abort", async () => {
  const abort = new AbortController();
  const { terminal } = typing([]);
  terminal.output.once("data", () => abort.abort());
  await expect(readNewPassword("ada@fiu.example", {}, abort.signal, terminal)).rejects.toBe(abort.signal.reason);
});
