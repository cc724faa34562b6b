import { expect, it } from "vitest";
import { ANSWER_RULES } from "./answer-class.ts";

const INTRODUCTION = `<!-- Written by \`npx pnpm exec vitest run packages/chain/src/answer-page.test.ts -u\`. Do not edit. -->

# What endpoints answer

Providers say the same thing in many words, and with the same code the opposite. Whatever comes is put into one of these
classes, by its words, else by its HTTP status, else by its JSON-RPC code, and for each class one thing is done. 106 real
answers hold it to that (\`tests/vectors/endpoint-answers.jsonl\`).

- \`narrow\`: the same endpoint is asked for less at once. What it refuses for one block is asked of another endpoint, then
  contract by contract, then read from the block's receipts. No block is skipped.
- \`rest\`: the endpoint is left alone as long as it says, and asked more slowly afterwards.
- \`bench\`: the next endpoint is asked; this one rests, longer each time in a row.
- \`fail_over\`: the next endpoint is asked; this one is as good as before for anything else.
- \`check\`: the answer is taken, and held against whatever else is known.`;

it("is told on docs/reference/endpoint-answers.md; if not, run this test with -u", async () => {
  const rows = Object.entries(ANSWER_RULES).map(
    ([name, { action, done, why }]) => `| \`${name}\` | \`${action}\` | ${done} | ${why} |`,
  );
  const table = ["| class | action | what is done | why |", "| --- | --- | --- | --- |", ...rows].join("\n");
  await expect(`${INTRODUCTION}\n\n${table}\n`).toMatchFileSnapshot("../../../docs/reference/endpoint-answers.md");
});
