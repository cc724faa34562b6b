import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";

interface Person {
  id: string;
  name: string;
}

const NOBODY: Person[] = [];

/** To whom a case can be given: none until they are known. */
export function usePeople(): Person[] {
  const { data } = useQuery({
    queryKey: ["reviewers"],
    queryFn: async () => (await api.listReviewers()).body.items,
    enabled: useMay("alerts:review"),
  });
  return data ?? NOBODY;
}
