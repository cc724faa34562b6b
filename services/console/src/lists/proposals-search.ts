/** What the URL of the list of proposals says. */
export interface ProposalsSearch {
  /** Absent: what waits for somebody. */
  state?: "decided" | "all" | undefined;
  list?: string | undefined;
  of?: "own" | undefined;
}

const LIST = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function readProposalsSearch({ state, list, of }: Record<string, unknown>): ProposalsSearch {
  return {
    ...((state === "decided" || state === "all") && { state }),
    ...(typeof list === "string" && list.length <= 64 && LIST.test(list) && { list }),
    ...(of === "own" && { of }),
  };
}
