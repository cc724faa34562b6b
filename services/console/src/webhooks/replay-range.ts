/** As it is filled in; times in UTC as a browser writes them, such as `2026-01-05T12:00`, or empty. */
export interface ReplayDraft {
  since: string;
  until: string;
  delivered: boolean;
}

export interface ReplayRange {
  since?: string;
  until?: string;
  states: Array<"dead" | "delivered">;
}

/** Undefined where it cannot be meant so: a time that is none, or an end before the beginning. */
export function rangeOf({ since, until, delivered }: ReplayDraft): ReplayRange | undefined {
  const [from, to] = [timeOf(since), timeOf(until)];
  if (from === undefined || to === undefined) return undefined;
  if (from !== "" && to !== "" && from >= to) return undefined;
  return {
    ...(from !== "" && { since: from }),
    ...(to !== "" && { until: to }),
    states: delivered ? ["dead", "delivered"] : ["dead"],
  };
}

function timeOf(text: string): string | undefined {
  if (text === "") return "";
  const time = new Date(`${text}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
