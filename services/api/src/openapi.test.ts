import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { openapiDocument } from "./openapi.ts";
import { ALL_ROUTES } from "./testing/open-test-api.ts";

const document = openapiDocument("1");

test("the document is valid OpenAPI 3.1", async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

test("it has every route once, with a problem document for each status that it may answer with", () => {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(operations.map(({ operationId }) => operationId).sort()).toEqual(ALL_ROUTES.map(({ id }) => id).sort());
  for (const { responses } of operations) {
    const answers = Object.entries(responses as Record<string, { content?: object }>);
    const problems = answers.filter(([status]) => Number(status) >= 400);
    expect(problems.length).toBeGreaterThan(3);
    for (const [, { content }] of problems) expect(Object.keys(content ?? {})).toEqual(["application/problem+json"]);
  }
});

test("what an edit and a repeated write need is described", () => {
  const edit = document.paths["/v1/users/{id}"]?.patch;
  expect(edit).toMatchObject({
    security: [{ key: [] }, { session: [], csrf: [] }],
    parameters: expect.arrayContaining([expect.objectContaining({ name: "If-Match", required: true })]),
    responses: { 200: { headers: { ETag: {}, "RateLimit-Remaining": {} } }, 412: {}, 428: {}, 429: {} },
  });
  const write = document.paths["/v1/keys"]?.post;
  expect(write).toMatchObject({
    parameters: expect.arrayContaining([expect.objectContaining({ name: "Idempotency-Key" })]),
    responses: { 201: { headers: { "Idempotency-Replayed": {} } }, 409: {}, 422: {} },
  });
});
