import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { useCaller } from "../api/session.ts";
import { SearchBox } from "../search/search-box.tsx";
import { useText } from "../words/words.tsx";
import { useFirstSteps } from "./first-steps.ts";
import { KeyHelp } from "./keys.tsx";
import { LiveMark } from "./live-mark.tsx";
import { MorePlaces } from "./more-places.tsx";
import { PersonMenu } from "./person-menu.tsx";
import { placeAt, placesOf } from "./places.ts";
import styles from "./shell.module.css";

/** What surrounds every page: where one can go, search, who is signed in, whether events come. */
export function Shell() {
  const t = useText();
  const { inLine, more } = placesOf(useCaller().permissions, useFirstSteps());
  const path = useLocation({ select: ({ pathname }) => pathname });
  const here = placeAt(path, [...inLine, ...more]);
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
          {inLine.map((place) => (
            <Link
              key={place.to}
              to={place.to}
              className={styles.place}
              activeProps={{ "aria-current": "page" }}
              inactiveProps={place === here ? { "aria-current": "page" } : {}}
            >
              <place.Icon size={15} aria-hidden />
              {t(place.name)}
            </Link>
          ))}
          {more.length > 0 && <MorePlaces places={more} here={here} />}
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
