import type { ReactNode } from "react";
import { useText } from "../words/words.tsx";

interface Props {
  href: string;
  /** In place of the address itself. */
  children?: ReactNode;
}

/** Whoever makes a list may write anything where a document's address belongs: only https is followed. */
export function SecureLink({ href, children }: Props) {
  const t = useText();
  const isSecure = URL.canParse(href) && new URL(href).protocol === "https:";
  if (!isSecure) {
    return (
      <>
        {children} <bdi className={children === undefined ? "" : "muted"}>{href}</bdi>
      </>
    );
  }
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children ?? <bdi>{href}</bdi>}
      <span className="unseen">{t("list.entries.opens")}</span>
    </a>
  );
}
