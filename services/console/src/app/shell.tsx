import type { Permission } from "@redflag/domain/permission";
import { Link, Outlet } from "@tanstack/react-router";
import { BriefcaseBusiness, ListChecks, type LucideIcon } from "lucide-react";
import { useCaller } from "../api/session.ts";
import { SearchBox } from "../search/search-box.tsx";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";
import { KeyHelp } from "./keys.tsx";
import { LiveMark } from "./live-mark.tsx";
import { PersonMenu } from "./person-menu.tsx";
import styles from "./shell.module.css";

interface Place {
  to: string;
  name: MessageId;
  Icon: LucideIcon;
  permission: Permission;
}

const PLACES: readonly Place[] = [
  { to: "/alerts", name: "shell.alerts", Icon: ListChecks, permission: "alerts:read" },
  { to: "/cases", name: "shell.cases", Icon: BriefcaseBusiness, permission: "cases:read" },
];

/** What surrounds every page: where one can go, search, who is signed in, whether events come. */
export function Shell() {
  const t = useText();
  const { permissions } = useCaller();
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {t("shell.skip")}
      </a>
      <header className={`${styles.top} screen-only`}>
        <Link to="/" className={styles.brand}>
          <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3 1h2v14H3zM5 2h9l-2.5 3.5L14 9H5z" fill="#c2262e" />
          </svg>
          Redflag
        </Link>
        <nav aria-label={t("shell.places")} className={styles.places}>
          {PLACES.filter(({ permission }) => permissions.includes(permission)).map(({ to, name, Icon }) => (
            <Link key={to} to={to} className={styles.place} activeProps={{ "aria-current": "page" }}>
              <Icon size={15} aria-hidden />
              {t(name)}
            </Link>
          ))}
        </nav>
        <SearchBox />
        <LiveMark />
        <PersonMenu />
      </header>
      <main id="main" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
      <KeyHelp />
    </div>
  );
}
