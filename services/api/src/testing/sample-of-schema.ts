type Schema = Readonly<Record<string, unknown>>;

const FORMATS: Readonly<Record<string, string>> = {
  uuid: "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
  "date-time": "2026-01-02T03:04:05.000Z",
  email: "person@example.org",
};
/** Texts of which one fits whatever pattern a route has. */
const TEXTS = [
  "a",
  "0",
  "1",
  `0x${"ab".repeat(32)}`,
  "ab".repeat(32),
  "eip155:1",
  "eip155:1:0xab",
  "rf_aaaa",
  "C-2026-0001",
  "R-2026-0001",
  "2026-03-01",
];

/** The smallest value that fits a JSON schema: every required field and nothing else. */
export function sampleOf(schema: Schema): unknown {
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(schema.oneOf)) return sampleOf(schema.oneOf[0]);
  if (Array.isArray(schema.anyOf)) return sampleOf(schema.anyOf[0]);
  switch (schema.type) {
    case "object": {
      const properties = (schema.properties ?? {}) as Record<string, Schema>;
      const required = (schema.required ?? []) as string[];
      return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
    }
    case "array": {
      const least = Number(schema.minItems ?? 0);
      return Array.from({ length: least }, () => sampleOf((schema.items ?? {}) as Schema));
    }
    case "integer":
    case "number": {
      const least = schema.minimum ?? schema.exclusiveMinimum;
      if (least === undefined) return 0;
      return Math.max(0, Number(least) + (schema.exclusiveMinimum === undefined ? 0 : 1));
    }
    case "boolean":
      return false;
    case "string":
      return textOf(schema);
    default:
      return "anything";
  }
}

function textOf({ format, pattern, minLength = 0 }: Schema): string {
  const known = FORMATS[String(format)];
  if (known !== undefined) return known;
  const fits = (text: string) =>
    text.length >= Number(minLength) && (pattern === undefined || new RegExp(String(pattern), "u").test(text));
  const text = [...TEXTS, "a".repeat(Number(minLength))].find(fits);
  if (text === undefined) throw new Error(`no sample fits ${pattern}`);
  return text;
}
