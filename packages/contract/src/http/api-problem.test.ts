import { expect, test } from "vitest";
import { readProblem } from "./api-problem.ts";

const document = {
  type: "/problems#request_invalid",
  title: "Request is not valid",
  status: 400,
  detail: "4 things are wrong",
  code: "request_invalid",
  hint: "Mend what is named.",
  requestId: "r1",
};

test("a request that is not valid says where it is not, the first three places in one line", async () => {
  const errors = ["/name", "/until", "query/limit", "/text"].map((at) => ({ at, fault: "is missing" }));
  const problem = await readProblem(Response.json({ ...document, errors }, { status: 400 }));
  expect(problem.message).toBe(
    "Request is not valid: 4 things are wrong; /name is missing; /until is missing; query/limit is missing",
  );
  expect(problem.document.errors).toHaveLength(4);
});

test("another refusal is told by its detail, and what is no answer of the API as that", async () => {
  const { message } = await readProblem(Response.json({ ...document, detail: "no" }, { status: 400 }));
  expect(message).toBe("Request is not valid: no");
  expect(await readProblem(new Response("<html>", { status: 502 }))).toMatchObject({
    code: "answer_foreign",
    status: 502,
    facts: "status 502 without a problem document",
  });
});
