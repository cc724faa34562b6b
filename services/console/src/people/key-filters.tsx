import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useCaller, useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import styles from "./people.module.css";
import { useSubscribers } from "./use-subscribers.ts";

const route = getRouteApi("/keys");
const ALL = "all";
/** `/keys` is where both lead: what the URL asks for besides tells them apart. */
const EXACTLY = { exact: true, includeSearch: true };

/** Staff choose whose keys they see; an exchange, its own or those of its sandbox. */
export function KeyFilters() {
  const isStaff = useCaller().subscriber === undefined;
  return isStaff ? <OfExchanges /> : <OwnOrSandbox />;
}

function OfExchanges() {
  const t = useText();
  const navigate = useNavigate();
  const mayChoose = useMay("subscribers:read");
  const { data = [] } = useSubscribers();
  const { subscriber, createdBy } = route.useSearch();
  if (!mayChoose) return null;
  return (
    <div className={styles.filters}>
      <Choice
        label={t("people.key.owner")}
        value={subscriber ?? ALL}
        onChange={(id) =>
          void navigate({ to: "/keys", search: { createdBy, subscriber: id === ALL ? undefined : id } })
        }
        options={[{ id: ALL, name: t("people.all") }, ...data]}
      />
      {createdBy !== undefined && (
        <Button onPress={() => void navigate({ to: "/keys", search: { subscriber } })}>
          {t("people.keys.ofMaker.clear")}
        </Button>
      )}
    </div>
  );
}

function OwnOrSandbox() {
  const t = useText();
  return (
    <nav className={styles.acts} aria-label={t("people.keys.which")}>
      <Link to="/keys" search={{}} className="button" activeOptions={EXACTLY}>
        {t("people.keys.own")}
      </Link>
      <Link to="/keys" search={{ of: "sandbox" }} className="button" activeOptions={EXACTLY}>
        {t("people.keys.sandbox")}
      </Link>
    </nav>
  );
}
