import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readSet } from "./read-set.ts";
import { detect } from "./run-detection.ts";

const DAY_S = 86_400;
const START = 1_735_689_600;

/** Two months of one payment a day, then five just below a threshold within hours. */
function csv(): string {
  const rows = ["tx_id,time,from,to,amount,is_laundering,pattern,group_id"];
  for (let day = 0; day < 60; day++) rows.push(`o${day},${START + day * DAY_S},x,y${day % 3},12.5,0,,`);
  for (let i = 0; i < 5; i++) rows.push(`s${i},${START + 60 * DAY_S + i * 3_600},p,q,95${i}.25,1,split,G1`);
  return `${rows.join("\n")}\n`;
}

test("what redflag ingest finds of a set is in the figures and in the file; a broken line is named", async () => {
  const directory = await mkdtemp(join(tmpdir(), "redflag-bench-real-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const [path, out, broken] = ["set.csv", "alerts.jsonl", "broken.csv"].map((name) => join(directory, name)) as [
    string,
    string,
    string,
  ];
  await writeFile(path, csv());
  const [figures] = await detect([path], { rpc: true, out, onStep: () => {} });
  expect(figures).toMatchObject({ set: "set", payments: 65, all: { alerts: 1, recall: 1, precision: 1, purity: 1 } });
  expect(figures?.rules.map(({ rule, right }) => [rule, right])).toEqual([["structuring", 1]]);
  await writeFile(broken, csv().replace("o1,", ","));
  await expect(readSet(broken)).rejects.toThrow("line 3 is no payment");
});
