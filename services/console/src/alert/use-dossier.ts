import { useEffect, useState } from "react";
import { useAlertActions, useEvidence } from "./use-alert.ts";

/** Fetches what the page does not have yet, then prints it: a file must have all of it. */
export function useDossier(id: string) {
  const evidence = useEvidence(id);
  const actions = useAlertActions(id);
  const [state, setState] = useState<"idle" | "gathering" | "gathered">("idle");
  useEffect(() => {
    if (state !== "gathered") return undefined;
    // Behind whatever rows are still to be drawn.
    const timer = setTimeout(() => {
      globalThis.print();
      setState("idle");
    });
    return () => clearTimeout(timer);
  }, [state]);
  const print = async () => {
    setState("gathering");
    await fetchAll(evidence);
    await fetchAll(actions);
    setState("gathered");
  };
  return { print, isGathering: state === "gathering" };
}

interface Paged {
  hasNextPage: boolean;
  isError: boolean;
  fetchNextPage: () => Promise<Paged>;
}

/** What cannot be fetched is missing, and the page says how much of it there is. */
async function fetchAll(query: Paged): Promise<void> {
  for (let held = query; held.hasNextPage && !held.isError; ) held = await query.fetchNextPage();
}
