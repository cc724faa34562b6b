import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { useState } from "react";
import { ToggleButton } from "react-aria-components";
import { LastAction } from "../review/last-action.tsx";
import { useText } from "../words/words.tsx";
import { Beside } from "./beside.tsx";
import { FilterNotes } from "./filter-notes.tsx";
import styles from "./queue.module.css";
import { QueueList } from "./queue-list.tsx";
import { viewKeyOf } from "./queue-search.ts";
import { SearchWords } from "./search-words.tsx";
import { Sidebar } from "./sidebar.tsx";
import { useQueueSearch } from "./use-queue-search.ts";
import { ViewName } from "./view-name.tsx";

/** Filters, the list, and what is open beside it. */
export function Queue() {
  const t = useText();
  const { search, openBeside } = useQueueSearch();
  const [hasSidebar, setSidebar] = useState(true);
  const { beside } = search;
  const closeBeside = () => {
    openBeside(undefined);
    document.querySelector<HTMLElement>("[role=treegrid] tr[tabindex='0']")?.focus();
  };
  return (
    <div className={styles.queue} data-beside={beside !== undefined} data-sidebar={hasSidebar}>
      {hasSidebar && <Sidebar />}
      <section className={styles.centre}>
        <header className={styles.head}>
          <ToggleButton
            className="button quiet"
            isSelected={hasSidebar}
            onChange={setSidebar}
            aria-label={t("queue.filters")}
          >
            {hasSidebar ? <PanelLeftClose size={16} aria-hidden /> : <PanelLeftOpen size={16} aria-hidden />}
          </ToggleButton>
          <ViewName />
          <SearchWords />
        </header>
        <FilterNotes />
        {/* Another filter is another list: where one was in the old one, and what was unfolded there, goes with it. */}
        <QueueList key={viewKeyOf(search)} />
      </section>
      {beside !== undefined && <Beside id={beside} onClose={closeBeside} />}
      <LastAction />
    </div>
  );
}
