import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** A span as it arrives, with what of it is looked at. */
export interface ReceivedSpan {
  service: string;
  traceId: string;
  spanId: string;
  /** Empty for a root. */
  parentSpanId: string;
  name: string;
  links: Array<{ traceId: string; spanId: string }>;
  attributes: Record<string, string | number>;
  isError: boolean;
}

export interface OtlpReceiver {
  /** As `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` takes it. */
  url: string;
  spans: ReceivedSpan[];
  /** All that came, as text: nothing that is searched for hides in what is not decoded. */
  text: string;
  close(): Promise<void>;
}

/** Takes OTLP over HTTP as a collector does, and decodes it. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    receiver.text += body.toString("latin1");
    receiver.spans.push(...readRequest(body));
    response.setHeader("content-type", "application/x-protobuf").end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const receiver: OtlpReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`,
    spans: [],
    text: "",
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}

/** The fields of one message of protobuf, by number: bytes, or the value of a number. */
function fieldsOf(message: Buffer): Map<number, Array<Buffer | bigint>> {
  const fields = new Map<number, Array<Buffer | bigint>>();
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = message[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const take = (bytes: number) => {
    at += bytes;
    return message.subarray(at - bytes, at);
  };
  while (at < message.length) {
    const key = Number(varint());
    const kind = key & 7;
    const value = kind === 0 ? varint() : take(kind === 1 ? 8 : kind === 5 ? 4 : Number(varint()));
    fields.set(key >> 3, [...(fields.get(key >> 3) ?? []), value]);
  }
  return fields;
}

function messages(fields: ReturnType<typeof fieldsOf>, number: number): Buffer[] {
  return (fields.get(number) ?? []).filter((value) => typeof value !== "bigint");
}

function hex(fields: ReturnType<typeof fieldsOf>, number: number): string {
  return messages(fields, number)[0]?.toString("hex") ?? "";
}

/** opentelemetry/proto/trace/v1/trace.proto: resource_spans 1 → resource 1, scope_spans 2 → spans 2. */
function readRequest(body: Buffer): ReceivedSpan[] {
  return messages(fieldsOf(body), 1).flatMap((resourceSpans) => {
    const fields = fieldsOf(resourceSpans);
    const resource = attributesOf(messages(fields, 1).flatMap((each) => messages(fieldsOf(each), 1)));
    const spans = messages(fields, 2).flatMap((scope) => messages(fieldsOf(scope), 2));
    return spans.map((span) => readSpan(String(resource["service.name"]), fieldsOf(span)));
  });
}

function readSpan(service: string, fields: ReturnType<typeof fieldsOf>): ReceivedSpan {
  const links = messages(fields, 13).map((link) => {
    const own = fieldsOf(link);
    return { traceId: hex(own, 1), spanId: hex(own, 2) };
  });
  const status = messages(fields, 15)[0];
  return {
    service,
    traceId: hex(fields, 1),
    spanId: hex(fields, 2),
    parentSpanId: hex(fields, 4),
    name: messages(fields, 5)[0]?.toString("utf8") ?? "",
    links,
    attributes: attributesOf(messages(fields, 9)),
    isError: status !== undefined && fieldsOf(status).get(3)?.[0] === 2n,
  };
}

function attributesOf(pairs: readonly Buffer[]): Record<string, string | number> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const fields = fieldsOf(pair);
      const value = fieldsOf(messages(fields, 2)[0] ?? Buffer.alloc(0));
      const text = messages(value, 1)[0];
      const number = value.get(3)?.[0];
      const key = messages(fields, 1)[0]?.toString("utf8") ?? "";
      return [key, text?.toString("utf8") ?? Number(typeof number === "bigint" ? number : Number.NaN)];
    }),
  );
}
