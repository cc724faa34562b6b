import { useReviewers } from "../review/use-reviewers.ts";

interface Person {
  id: string;
  name: string;
}

const NOBODY: Person[] = [];

/** To whom a case can be given: none until they are known. */
export function usePeople(): Person[] {
  return useReviewers().data?.items ?? NOBODY;
}
