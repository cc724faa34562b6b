import { useEffect, useState } from "react";

const COLOURS = [
  "surface",
  "raised",
  "sunken",
  "selected",
  "line",
  "line-strong",
  "text",
  "muted",
  "accent",
  "on-accent",
  "severe",
  "high",
  "low",
  "money-in",
  "money-out",
] as const;

/** The tokens of look/tokens.css as a canvas understands them. */
export type Tokens = Readonly<Record<(typeof COLOURS)[number], string>>;

/** Of the theme that is shown, and again when it changes. */
export function useTokens(): Tokens {
  const [tokens, setTokens] = useState(() => readTokens());
  useEffect(() => {
    const read = () => setTokens(readTokens());
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const system = matchMedia("(prefers-color-scheme: dark)");
    system.addEventListener("change", read);
    return () => {
      observer.disconnect();
      system.removeEventListener("change", read);
    };
  }, []);
  return tokens;
}

/** @param scheme of one theme whichever is shown: paper is white */
export function readTokens(scheme?: "light"): Tokens {
  // A custom property is read as it is written, with `light-dark()`; a colour is read as the one that is shown.
  const probe = document.createElement("span");
  if (scheme !== undefined) probe.style.colorScheme = scheme;
  document.body.append(probe);
  const colours = COLOURS.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(colours) as Tokens;
}
