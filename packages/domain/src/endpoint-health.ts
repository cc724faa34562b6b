export type EndpointHealth = "healthy" | "benched" | "barred";

/**
 * One that failed is well once it answers again and not when it may be tried: who accepts and never answers is tried most of the
 * time. `barred` is never asked again.
 */
export function endpointHealth({
  isBarred,
  problem,
}: {
  isBarred: boolean;
  problem?: string | undefined;
}): EndpointHealth {
  if (isBarred) return "barred";
  return problem === undefined ? "healthy" : "benched";
}
