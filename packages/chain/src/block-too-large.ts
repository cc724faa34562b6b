import { Problem } from "@redflag/domain/problem";

/** An endpoint called the logs of one single block too many: no smaller range is left to ask for. */
export class BlockTooLarge extends Problem {
  constructor(detail: string) {
    super("endpoint_refused", detail);
  }
}

/** Whether this is what an endpoint said, alone or as one of several that were asked. */
export function isBlockTooLarge(error: unknown): boolean {
  if (error instanceof BlockTooLarge) return true;
  return error instanceof Problem && Array.isArray(error.cause) && error.cause.some(isBlockTooLarge);
}
