import { useMay } from "../api/session.ts";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";

const SECTIONS = [
  "profile",
  "activity",
  "alerts",
  "exposures",
  "counterparties",
  "flow",
  "lists",
  "freezes",
  "aliases",
] as const;

/** The parts of the page, to jump to. */
export function Anchors() {
  const t = useText();
  const mayReadAlerts = useMay("alerts:read");
  return (
    <nav className={`${styles.anchors} screen-only`} aria-label={t("address.sections")}>
      {SECTIONS.map((id) => (
        <a key={id} href={`#${id}`}>
          {t(`address.${id}`)}
        </a>
      ))}
      {mayReadAlerts && <a href="#why">{t("address.why")}</a>}
    </nav>
  );
}
