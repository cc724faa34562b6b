import { useQueryClient } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { usePages } from "../api/use-pages.ts";

const REVIEWS = ["access-reviews"] as const;

/** All reviews, newest first. */
export function useAccessReviews() {
  return usePages(REVIEWS, (query) => api.listAccessReviews({ query }));
}

/** Does something with a review, and reads all of them again: also where somebody was quicker. */
export function useReviewDeed(): <T>(deed: () => Promise<T>) => Promise<T> {
  const queryClient = useQueryClient();
  return async (deed) => {
    try {
      return await deed();
    } finally {
      await queryClient.invalidateQueries({ queryKey: REVIEWS });
      await queryClient.invalidateQueries({ queryKey: ["access-subjects"] });
    }
  };
}
