import { useLocation } from "@tanstack/react-router";
import { useEffect } from "react";

/** Goes to the part of the page that the link names: the router looked for it when the page was still being read. */
export function useLinkedPart(): void {
  const hash = useLocation({ select: (location) => location.hash });
  useEffect(() => {
    if (hash !== "") document.getElementById(hash)?.scrollIntoView();
  }, [hash]);
}
