import {
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import type { IdGenerator } from "@opentelemetry/sdk-trace";
import { RandomIdGenerator } from "@opentelemetry/sdk-trace";
import { blockTrace, type SpanIds } from "./block-trace.ts";
import type { Said, StepBlocks, StepFacts, ToldStep } from "./step.ts";

/** Of a stretch, as many blocks have a root of their own: more come when the past is read, and nobody waits for those. */
const ROOTS_MAX = 16;
/** Events of one step that are told each; how many there were the step says. */
const SAID_MAX = 100;

/** Random ids, unless the next span's were chosen. */
export class ChosenIds implements IdGenerator {
  readonly #random = new RandomIdGenerator();
  #chosen: SpanIds | undefined;

  /** Runs what makes one span, with these ids. */
  choose<T>(ids: SpanIds, make: () => T): T {
    this.#chosen = ids;
    try {
      return make();
    } finally {
      this.#chosen = undefined;
    }
  }

  generateTraceId(): string {
    return this.#chosen?.traceId ?? this.#random.generateTraceId();
  }

  generateSpanId(): string {
    return this.#chosen?.spanId ?? this.#random.generateSpanId();
  }
}

/** Writes what steps tell as spans of OpenTelemetry: docs/reference/traces.md says which. */
export class SpanWriter {
  readonly #tracer: Tracer;
  readonly #ids: ChosenIds;

  constructor(tracer: Tracer, ids: ChosenIds) {
    this.#tracer = tracer;
    this.#ids = ids;
  }

  write(step: ToldStep): void {
    const { name, fromMs, toMs, phases, blocks, facts, failure, isFirst = false, said = [] } = step;
    const kind = kindOf(name);
    const span = this.#begin(name, parentOf(blocks), { kind, startTime: fromMs, links: linksOf(step) });
    span.setAttributes(attributesOf(blocks, facts, failure));
    if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure });
    for (const phase of phases) {
      const within = this.#begin(`${name} ${phase.name}`, trace.setSpan(ROOT_CONTEXT, span), {
        startTime: phase.fromMs,
      });
      within.end(phase.toMs);
    }
    if (blocks !== undefined && isFirst) this.#writeRoots(blocks, step, span);
    if (blocks !== undefined) for (const one of said.slice(0, SAID_MAX)) this.#writeSaid(blocks, one, span, toMs);
    span.end(toMs);
  }

  /** What all that is done about a block hangs from, made once: by whoever wrote the block down. */
  #writeRoots(blocks: StepBlocks, { fromMs, toMs }: ToldStep, step: Span): void {
    const { chain, from, to } = blocks;
    const first = to - from + 1 > ROOTS_MAX ? to : from;
    for (let block = first; block <= to; block++) {
      const links = block === to ? [] : [{ context: step.spanContext() }];
      const root = this.#ids.choose(blockTrace(chain, block), () =>
        this.#tracer.startSpan("block", { root: true, startTime: fromMs, links }, ROOT_CONTEXT),
      );
      root.setAttributes(attributesOf({ chain, from: block, to: block }));
      root.end(toMs);
    }
  }

  #writeSaid({ chain }: StepBlocks, { block, facts }: Said, step: Span, atMs: number): void {
    const own = { chain, from: block, to: block };
    const links = [{ context: step.spanContext() }];
    const span = this.#begin("event", parentOf(own), { startTime: atMs, links });
    span.setAttributes(attributesOf(own, facts));
    span.end(atMs);
  }

  #begin(name: string, parent: Context, options: { kind?: SpanKind; startTime: number; links?: Link[] }): Span {
    return this.#tracer.startSpan(name, options, parent);
  }
}

/** Deliveries and answers cross the border of the installation; so does a look at an endpoint, but that is a phase. */
function kindOf(name: string): SpanKind {
  if (name === "delivery") return SpanKind.CLIENT;
  return name === "request" ? SpanKind.SERVER : SpanKind.INTERNAL;
}

/** The last block's: at the head a step has one. */
function parentOf(blocks: StepBlocks | undefined): Context {
  if (blocks === undefined) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, rootOf(blocks.chain, blocks.to));
}

function rootOf(chain: string, block: number) {
  return { ...blockTrace(chain, block), traceFlags: TraceFlags.SAMPLED, isRemote: true };
}

/** To the other blocks that a step was about. */
function linksOf({ blocks, isFirst = false }: ToldStep): Link[] {
  if (blocks === undefined || isFirst || blocks.to - blocks.from + 1 > ROOTS_MAX) return [];
  const { chain, from, to } = blocks;
  return Array.from({ length: to - from }, (_, i) => ({ context: rootOf(chain, from + i) }));
}

function attributesOf(blocks?: StepBlocks, facts: StepFacts = {}, failure?: string) {
  const { status, route, requestId, ...own } = facts;
  return {
    ...(blocks && {
      "redflag.chain": blocks.chain,
      "redflag.from": blocks.from,
      "redflag.to": blocks.to,
    }),
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [`redflag.${name}`, value])),
    ...(route !== undefined && { "redflag.route": route }),
    ...(requestId !== undefined && { "redflag.request_id": requestId }),
    ...(status !== undefined && { "http.response.status_code": status }),
    ...(failure !== undefined && { "error.type": failure }),
  };
}
