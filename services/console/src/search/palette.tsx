import { useNavigate } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import { useMay } from "../api/session.ts";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { type Found, hrefOf, keyOf, nameOf, sectionsOf } from "./found-items.ts";
import { FoundRow } from "./found-row.tsx";
import { Notes } from "./notes.tsx";
import { keepRecent, listRecents, type Recent } from "./recents.ts";
import styles from "./search.module.css";
import { useSearch } from "./use-search.ts";

/** Asks what is sought, and goes where it is. */
export function Palette({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const { data, error, isFetching, isAsked } = useSearch(text);
  const sections = isAsked && data !== undefined ? sectionsOf(data) : [];
  const notes = isAsked ? (data?.notes ?? []) : [];
  const count = sections.reduce((sum, { items }) => sum + items.length, 0);
  const go = (recent: Recent) => {
    onClose();
    void navigate({ href: recent.href });
  };
  const open = (found: Found) => {
    const href = hrefOf(found);
    if (href === undefined) return;
    const recent = { href, text: nameOf(found) };
    keepRecent(recent);
    go(recent);
  };
  return (
    <ModalOverlay className="backdrop" isOpen onOpenChange={onClose} isDismissable>
      <Modal className={`dialog ${styles.palette}`}>
        <Dialog aria-label={t("search.title")}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label={t("search.title")} className={styles.field} autoFocus>
              <Search size={16} aria-hidden />
              <Input className={styles.input} placeholder={t("search.placeholder")} dir="auto" />
              <kbd>esc</kbd>
            </SearchField>
            <div className={styles.results} aria-busy={isFetching}>
              {error !== null && isAsked && <FailureLine error={error} />}
              <Notes notes={notes} />
              <p role="status" className={count > 0 ? "unseen" : `muted ${styles.none}`}>
                {isAsked && data !== undefined && (count > 0 || notes.length === 0) && t("search.count", { count })}
              </p>
              <Menu aria-label={t("search.results")} className={styles.list} renderEmptyState={() => null}>
                {sections.map(({ kind, items, more }) => (
                  <Kind key={kind} title={t(`search.kind.${kind}`)} more={more && t("search.more")}>
                    {items.map((found) => (
                      <MenuItem
                        key={keyOf(found)}
                        id={keyOf(found)}
                        className={`menu-item ${styles.row}`}
                        textValue={nameOf(found)}
                        isDisabled={hrefOf(found) === undefined}
                        onAction={() => open(found)}
                      >
                        <FoundRow found={found} />
                      </MenuItem>
                    ))}
                  </Kind>
                ))}
                {!isAsked && <Begin onGo={go} />}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Before anything is typed: what was opened last, and the places. */
function Begin({ onGo }: { onGo: (recent: Recent) => void }) {
  const t = useText();
  const mayReadAlerts = useMay("alerts:read");
  const mayReadCases = useMay("cases:read");
  const places = [
    ...(mayReadAlerts ? [{ href: "/alerts", text: t("shell.alerts") }] : []),
    ...(mayReadCases ? [{ href: "/cases", text: t("shell.cases") }] : []),
  ];
  return (
    <>
      <Kind title={t("search.places")}>{places.map((place) => rowOf(place, onGo))}</Kind>
      <Kind title={t("search.recent")}>{listRecents().map((recent) => rowOf(recent, onGo))}</Kind>
    </>
  );
}

function rowOf(recent: Recent, onGo: (recent: Recent) => void) {
  return (
    <MenuItem
      key={recent.href}
      id={recent.href}
      className={`menu-item ${styles.row}`}
      textValue={recent.text}
      onAction={() => onGo(recent)}
    >
      <bdi>{recent.text}</bdi>
    </MenuItem>
  );
}

function Kind({
  title,
  more = false,
  children,
}: {
  title: string;
  more?: string | false;
  children: readonly ReactNode[];
}) {
  if (children.length === 0) return null;
  return (
    <MenuSection>
      <Header className={styles.kind}>
        {title}
        {more !== false && <span className={styles.more}>{more}</span>}
      </Header>
      {children}
    </MenuSection>
  );
}
