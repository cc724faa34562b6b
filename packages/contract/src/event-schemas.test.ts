import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { EventPayload } from "./event-payload.ts";
import { SAMPLE_EVENTS } from "./sample-events.ts";
import { EVENT_TYPES, type EventType } from "./subscription-filter.ts";
import { webhookBody } from "./webhook-body.ts";

const FOLDER = join(import.meta.dirname, "../../../docs/reference/events");

interface ObjectSchema {
  properties: Record<string, Record<string, unknown>>;
  required: string[];
}

/** As a receiver may check it: what may come within a version is left open. */
function bodySchemaOf(type: EventType) {
  const option = EventPayload.options.find(({ shape }) => shape.type.safeParse(type).success) ?? expect.fail();
  const schema = z.toJSONSchema(option, {
    io: "input",
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      // More words may come.
      if (jsonSchema["x-open"] === true) {
        jsonSchema.examples = jsonSchema.enum ?? [];
        delete jsonSchema.enum;
      }
      delete jsonSchema["x-open"];
    },
  }) as unknown as ObjectSchema & Record<string, unknown>;
  const { $schema, properties, required, ...rest } = schema;
  const { type: _, ...members } = properties;
  return {
    $schema,
    title: type,
    type: "object",
    properties: {
      type: { const: type },
      timestamp: { type: "string", format: "date-time" },
      data: { ...rest, properties: narrowed(type, members), required: required.filter((name) => name !== "type") },
    },
    required: ["type", "timestamp", "data"],
  };
}

/** What goes with one of the types of alerts alone. */
function narrowed(type: EventType, { cause, state, ...members }: ObjectSchema["properties"]) {
  if (type === "alert.withdrawn") return { ...members, state: { const: "withdrawn" }, cause };
  if (!type.startsWith("alert.")) return { ...members, ...(cause && { cause }) };
  return { ...members, state: { ...state, enum: ["provisional", "final"] } };
}

function exampleOf(type: EventType): unknown {
  const sample = SAMPLE_EVENTS.findLast(({ payload }) => payload.type === type) ?? expect.fail();
  return JSON.parse(webhookBody({ payload: sample.payload, releasedAt: new Date("2026-01-05T12:00:00Z") }));
}

const textOf = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

test.each(EVENT_TYPES)(
  "the schema and the example of %s are in docs/reference/events; if not, run this with -u",
  async (type) => {
    await expect(textOf(bodySchemaOf(type))).toMatchFileSnapshot(join(FOLDER, `${type}.schema.json`));
    await expect(textOf(exampleOf(type))).toMatchFileSnapshot(join(FOLDER, `${type}.example.json`));
  },
);

test("there is nothing else, and the page links to each", () => {
  const names = EVENT_TYPES.flatMap((type) => [`${type}.schema.json`, `${type}.example.json`]);
  expect(readdirSync(FOLDER).sort()).toEqual(names.sort());
  const page = readFileSync(`${FOLDER}.md`, "utf8");
  for (const name of names) expect(page).toContain(`(events/${name})`);
  for (const [, link = ""] of page.matchAll(/\]\(([^)#]+)[^)]*\)/g))
    expect(existsSync(join(FOLDER, "..", link)), link).toBe(true);
});

/** What a receiver makes of the committed file. */
function schemaOf(type: EventType): z.ZodType {
  return z.fromJSONSchema(JSON.parse(readFileSync(join(FOLDER, `${type}.schema.json`), "utf8")));
}

test.each(SAMPLE_EVENTS.map(({ payload }) => [payload.type, payload] as const))(
  "a receiver that checks by the schema takes %s, also with what may come within a version",
  (type, payload) => {
    const body = JSON.parse(webhookBody({ payload, releasedAt: new Date() }));
    expect(schemaOf(type).safeParse(body).error).toBeUndefined();
    const later = { ...body, data: { ...body.data, moreToCome: 1, ...(body.data.cause && { cause: "another" }) } };
    expect(schemaOf(type).safeParse(later).error).toBeUndefined();
    for (const name of Object.keys(bodySchemaOf(type).properties.data.properties)) {
      if (!bodySchemaOf(type).properties.data.required.includes(name)) continue;
      const { [name]: _, ...less } = body.data;
      expect(schemaOf(type).safeParse({ ...body, data: less }).success, name).toBe(false);
    }
    expect(schemaOf(type).safeParse({ ...body, type: "something.else" }).success).toBe(false);
  },
);
