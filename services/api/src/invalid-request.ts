import { Problem } from "@redflag/domain/problem";

export interface Fault {
  /** JSON Pointer into the body, or `query/…`, `params/…`, `headers/…`. */
  at: string;
  fault: string;
}

/** `request_invalid`, with every fault and where it is. */
export class InvalidRequest extends Problem {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super("request_invalid", faults.length === 1 ? "one thing is wrong" : `${faults.length} things are wrong`);
    this.faults = faults;
  }
}
