import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, TraceIdRatioBasedSampler, TracerProvider } from "@opentelemetry/sdk-trace";
import type { TracesConfig } from "../config.ts";
import type { Logger } from "../logger.ts";
import { ChosenIds, SpanWriter } from "./span-writer.ts";
import type { ToldStep } from "./step.ts";
import { ToldExporter } from "./told-exporter.ts";

/** Of one export: what a receiver that hangs may take of a shutdown, too. */
const EXPORT_MS_MAX = 3_000;
const TEXT_CHARS_MAX = 200;

export interface OtlpTracing {
  write(step: ToldStep): void;
  /** Hands on what there is. */
  flush(): Promise<void>;
  /** The same, within a few seconds, and ends. */
  close(): Promise<void>;
}

/**
 * Spans in batches to a receiver of OTLP over HTTP. What it does not take within a few seconds is dropped, and no more than 2,048
 * spans wait: whoever is traced never waits. Which traces are kept follows from their ids, so that every process keeps the same.
 */
export function openOtlpTracing({ url, ratio }: TracesConfig, service: string, logger: Logger): OtlpTracing {
  const exporter = new OTLPTraceExporter({ url, timeoutMillis: EXPORT_MS_MAX });
  const processor = new BatchSpanProcessor({
    exporter: new ToldExporter(exporter, logger),
    exportTimeoutMillis: EXPORT_MS_MAX,
  });
  const ids = new ChosenIds();
  const own = resourceFromAttributes({ "service.namespace": "redflag", "service.name": `redflag-${service}` });
  const provider = new TracerProvider({
    // What the operator says of it (OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME) comes before what we do.
    resource: defaultResource()
      .merge(own)
      .merge(detectResources({ detectors: [envDetector] })),
    sampler: new TraceIdRatioBasedSampler(ratio),
    spanLimits: { attributeValueLengthLimit: TEXT_CHARS_MAX, attributeCountLimit: 20, linkCountLimit: 20 },
    idGenerator: ids,
    spanProcessors: [processor],
  });
  const writer = new SpanWriter(provider.getTracer("redflag"), ids);
  return {
    write: (step) => writer.write(step),
    flush: () => provider.forceFlush(),
    close: () => provider.shutdown().catch(() => undefined),
  };
}
