import { X } from "lucide-react";
import { Button as Base, Tag, TagGroup, TagList } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { shortened } from "../show/shortened.ts";
import { useText } from "../words/words.tsx";
import styles from "./queue.module.css";
import { useQueueSearch } from "./use-queue-search.ts";

/** Filters that come by a link from elsewhere, and stand in no list of the sidebar. */
const LINKED = ["subject", "transaction", "list", "entry", "disposition", "from", "to", "dueBefore"] as const;

/** What the address asks besides, to be taken away, and what of it was not understood. */
export function FilterNotes() {
  const t = useText();
  const { search, narrow, forgetIgnored } = useQueueSearch();
  const linked = LINKED.flatMap((name) => {
    const value = search[name];
    return value === undefined ? [] : [{ id: name, value }];
  });
  return (
    <>
      {search.ignored !== undefined && (
        <p className={styles.note} role="status">
          {t("queue.ignored", { names: search.ignored.replaceAll(",", ", ") })}
          <Button kind="quiet" onPress={forgetIgnored}>
            {t("queue.ignored.dismiss")}
          </Button>
        </p>
      )}
      {linked.length > 0 && (
        <TagGroup
          className={styles.linked}
          aria-label={t("queue.linked")}
          onRemove={(keys) => narrow(Object.fromEntries([...keys].map((key) => [key, undefined])))}
        >
          <TagList items={linked} className={styles.tags}>
            {({ id, value }) => (
              <Tag id={id} textValue={value} className={styles.tag}>
                {t(`queue.filter.${id}`)} <span className="mono ltr">{shortened(value)}</span>
                <Base slot="remove" className="button quiet">
                  <X size={12} aria-hidden />
                </Base>
              </Tag>
            )}
          </TagList>
        </TagGroup>
      )}
    </>
  );
}
