import { CHAINS } from "@redflag/domain/chain-registry";
import { blockTrace } from "./block-trace.ts";
import { isTracing } from "./trace-step.ts";

/** A line about blocks names their trace while there are traces: that of the last block, as its step's span does. */
export function withTraceId(fields: Record<string, unknown>): Record<string, unknown> {
  if (!isTracing()) return fields;
  const { chain: name, block, to = block } = fields;
  const chain = typeof to === "number" ? CHAINS.find((each) => each.name === name) : undefined;
  return chain === undefined ? fields : { ...fields, traceId: blockTrace(chain.caip2, Number(to)).traceId };
}
