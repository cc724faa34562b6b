import { useInfiniteQuery } from "@tanstack/react-query";

interface Page<Item> {
  items: Item[];
  next?: string | undefined;
}
type List<Item> = (query: { cursor?: string }) => Promise<{ body: Page<Item> }>;

/** A list of the API, page after page as it is asked for. */
export function usePages<Item>(queryKey: readonly unknown[], list: List<Item>, { enabled = true } = {}) {
  const { data, ...pages } = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam }) => (await list(pageParam === undefined ? {} : { cursor: pageParam })).body,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled,
  });
  return { items: data?.pages.flatMap(({ items }) => items), pages };
}
