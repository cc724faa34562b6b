import type { Config } from "../config.ts";
import type { Logger } from "../logger.ts";
import { setStepListener } from "./trace-step.ts";

/** Ends tracing, handing on what is left. */
export type StopTracing = () => Promise<void>;

/** Traces the steps of this process where the configuration names a receiver; nothing of the library is loaded otherwise. */
export async function startTracing(
  { traces }: Pick<Config, "traces">,
  service: string,
  logger: Logger,
): Promise<StopTracing> {
  if (traces === undefined) return async () => undefined;
  const { openOtlpTracing } = await import("./otlp-tracing.ts");
  const tracing = openOtlpTracing(traces, service, logger);
  setStepListener((step) => tracing.write(step));
  logger.info({ msg: "traces its steps", endpoint: new URL(traces.url).host, ratio: traces.ratio });
  return async () => {
    setStepListener(undefined);
    await tracing.close();
  };
}
