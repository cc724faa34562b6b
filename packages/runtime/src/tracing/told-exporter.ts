import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";
import type { Logger } from "../logger.ts";

type Result = Parameters<Parameters<SpanExporter["export"]>[1]>[0];

/** Hands spans on, and says once that they do not arrive, and once that they do again. What does not arrive is lost. */
export class ToldExporter implements SpanExporter {
  readonly #exporter: SpanExporter;
  readonly #logger: Logger;
  #lost = 0;

  constructor(exporter: SpanExporter, logger: Logger) {
    this.#exporter = exporter;
    this.#logger = logger;
  }

  export(spans: ReadableSpan[], done: (result: Result) => void): void {
    this.#exporter.export(spans, (result) => {
      if (result.code === 0) this.#arrived();
      else this.#failed(spans.length, result.error);
      // The library would otherwise tell of each failure in words of its own.
      done({ code: 0 });
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }

  async forceFlush(): Promise<void> {
    await this.#exporter.forceFlush?.();
  }

  #arrived(): void {
    if (this.#lost > 0) this.#logger.info({ msg: "traces are taken again", lost: this.#lost });
    this.#lost = 0;
  }

  #failed(spans: number, error: Error | undefined): void {
    // What the other side answered may hold anything.
    if (this.#lost === 0)
      this.#logger.warn({ msg: "traces are not taken and are lost until they are", code: codeOf(error) });
    this.#lost += spans;
  }
}

function codeOf(error: Error | undefined): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" || typeof code === "number" ? String(code) : (error?.name ?? "unknown");
}
