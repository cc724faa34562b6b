import { useText } from "../words/words.tsx";
import { Button } from "./button.tsx";
import styles from "./states.module.css";

interface Props {
  pages: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}

/** The next page of a list, where there is one. */
export function More({ pages }: Props) {
  const t = useText();
  if (!pages.hasNextPage) return null;
  return (
    <div className={styles.more}>
      <Button isPending={pages.isFetchingNextPage} onPress={() => void pages.fetchNextPage()}>
        {t("show.more")}
      </Button>
    </div>
  );
}
