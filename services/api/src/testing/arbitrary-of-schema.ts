import fc from "fast-check";

type Schema = Readonly<Record<string, unknown>>;

const LENGTH_MAX = 300;

/** Values that fit a JSON schema as this API's document has them: what else it says is checked by what answers. */
export function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  if ("const" in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if (Array.isArray(schema.anyOf)) return fc.oneof(...(schema.anyOf as Schema[]).map(arbitraryOf));
  switch (schema.type) {
    case "object":
      return objectOf(schema);
    case "array":
      return fc.array(arbitraryOf((schema.items ?? {}) as Schema), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.min(5, Number(schema.maxItems ?? 5)),
      });
    case "integer":
      return fc.integer({
        min: Number(schema.minimum ?? schema.exclusiveMinimum ?? 0),
        max: Number(schema.maximum ?? 1_000_000),
      });
    case "boolean":
      return fc.boolean();
    case "string":
      return textOf(schema);
    default:
      return fc.jsonValue();
  }
}

function objectOf(schema: Schema): fc.Arbitrary<Record<string, unknown>> {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const arbitraries = Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, arbitraryOf(property)]),
  );
  return fc.record(arbitraries, { requiredKeys: (schema.required ?? []) as string[], noNullPrototype: true });
}

function textOf({ format, pattern, minLength = 0, maxLength = LENGTH_MAX }: Schema): fc.Arbitrary<string> {
  if (format === "uuid") return fc.uuid();
  if (format === "date-time") {
    const bounds = {
      min: new Date("1970-01-01T00:00:00Z"),
      max: new Date("2999-12-31T00:00:00Z"),
      noInvalidDate: true,
    };
    return fc.date(bounds).map((date) => date.toISOString());
  }
  if (format === "email") return fc.stringMatching(/^[a-z]{1,20}$/).map((name) => `${name}@example.org`);
  // Classes of Unicode cannot be generated from: plain words fit them.
  if (pattern !== undefined && !String(pattern).includes("\\p{")) return fc.stringMatching(new RegExp(String(pattern)));
  if (pattern !== undefined) return fc.stringMatching(/^[a-zé]{1,10}(?: [A-Z]{1,10})?$/);
  return fc.string({
    unit: "grapheme",
    minLength: Number(minLength),
    maxLength: Math.min(LENGTH_MAX, Number(maxLength)),
  });
}
