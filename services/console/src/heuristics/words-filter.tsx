import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { Input, SearchField } from "react-aria-components";
import { useText } from "../words/words.tsx";
import styles from "./heuristics.module.css";

/** Long enough that nobody who types waits, and the URL is not written at each key. */
const PAUSE_MS = 150;

/** Words that a rule has all of; the URL has them once somebody stops typing. */
export function WordsFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const t = useText();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onChange(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <SearchField
      className={styles.search ?? ""}
      aria-label={t("heuristic.filter.words")}
      value={typed}
      onChange={setTyped}
    >
      <Search size={14} aria-hidden />
      <Input className="input" placeholder={t("heuristic.filter.words")} dir="auto" />
    </SearchField>
  );
}
