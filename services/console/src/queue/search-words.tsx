import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { Input, SearchField } from "react-aria-components";
import { useText } from "../words/words.tsx";
import styles from "./queue.module.css";
import { useQueueKey } from "./use-queue-key.ts";
import { useQueueSearch } from "./use-queue-search.ts";

/** An address, a transaction, an alert or a rule, whole or its beginning. */
export function SearchWords() {
  const t = useText();
  const { search, narrow } = useQueueSearch();
  // What was typed counts until the address says something else.
  const [typed, setTyped] = useState({ under: search.q, text: search.q ?? "" });
  const words = typed.under === search.q ? typed.text : (search.q ?? "");
  const field = useRef<HTMLInputElement>(null);
  useQueueKey("/", "queue.key.search", () => field.current?.focus());
  return (
    <SearchField
      className={styles.search}
      aria-label={t("queue.search")}
      value={words}
      onChange={(text) => {
        setTyped({ under: search.q, text });
        if (text === "" && search.q !== undefined) narrow({ q: undefined });
      }}
      onSubmit={(text) => {
        narrow({ q: text.trim() });
        // The keys of the list count again.
        field.current?.blur();
      }}
    >
      <Search size={14} aria-hidden />
      <Input ref={field} className="input mono" placeholder={t("queue.search.hint")} dir="auto" />
      <kbd>/</kbd>
    </SearchField>
  );
}
