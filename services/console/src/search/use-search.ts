import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";

const CHARS_MIN = 2;
const CHARS_MAX = 200;
const PAUSE_MS = 150;

/** What there is of `text`, once nobody types any more; what was there before stands until then. */
export function useSearch(text: string) {
  const q = useSettled(text.trim().slice(0, CHARS_MAX), PAUSE_MS);
  const isAsked = q.length >= CHARS_MIN;
  const answer = useQuery({
    queryKey: ["search", q],
    queryFn: async ({ signal }) => (await api.searchEverything({ query: { q }, signal })).body,
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  return { ...answer, isAsked };
}

function useSettled(value: string, delayMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
