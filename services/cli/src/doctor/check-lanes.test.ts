import { tron } from "@redflag/domain/chains/tron";
import { insertDisagreement } from "@redflag/store/disagreement";
import { insertLane } from "@redflag/store/lane";
import { expect, test } from "vitest";
import { openTestDatabase } from "../../../../tests/test-database.ts";
import { checkLanes } from "./check-lanes.ts";

const db = await openTestDatabase();
const findAnswers = async () => (await checkLanes(db.kysely)).find(({ name }) => name === "answers tron");
const insert = (endpoint: string, kind: string, blockNumber: number) =>
  insertDisagreement(db.kysely, tron.id, { endpoint, kind, blockNumber, detail: {} });

test("answers that were contradicted are counted by endpoint and kind; who was wrong is said only where it is known", async () => {
  await insertLane(db.kysely, tron.id, 1);
  expect(await findAnswers()).toBeUndefined();
  await insert("b.example", "logs_omitted", 7);
  expect(await findAnswers()).toMatchObject({
    status: "note",
    text: "1 answer contradicted another's, or a proof: b.example (logs omitted 1)",
    hint: "Nothing contradicted was kept. Consider another endpoint.",
  });
  await insert("b.example", "peers_differ", 8);
  await insert("b.example", "peers_differ", 9);
  await insert("a.example", "peers_differ", 8);
  expect(await findAnswers()).toMatchObject({
    text: "4 answers contradicted another's, or a proof: a.example (peers differ 1), b.example (logs omitted 1, peers differ 2)",
    hint: expect.stringContaining("only a third of another operator can tell which is right"),
  });
});
