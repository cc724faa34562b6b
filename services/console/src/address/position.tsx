import type { AddressFlows } from "@redflag/contract/http/routes/flows";
import { HintedWords } from "../show/hint.tsx";
import { Time } from "../show/time.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { useScreening } from "./use-address.ts";

/** How far what stands on the page reaches. Never that an address is clean: as of when there was no match. */
export function Position({ flows }: { flows: AddressFlows }) {
  return (
    <div className={styles.position}>
      <NoMatch caip10={flows.address} />
      <Reach flows={flows} />
    </div>
  );
}

function NoMatch({ caip10 }: { caip10: string }) {
  const t = useText();
  const { data } = useScreening(caip10);
  const none = data?.noMatchAsOf;
  if (none === undefined) return null;
  const lists = none.lists.map(({ list, version }) => t("address.list", { list, version })).join(", ");
  return (
    <p>
      <Text
        id="address.noMatch"
        values={{
          time: <Time at={none.at} />,
          lists: <HintedWords text={lists}>{t("address.onLists", { count: none.lists.length })}</HintedWords>,
        }}
      />
    </p>
  );
}

function Reach({ flows: { watched, position } }: { flows: AddressFlows }) {
  if (!watched) {
    return (
      <p className={styles.strong}>
        <Text id="address.unwatched" />
      </p>
    );
  }
  if (position === undefined) {
    return (
      <p>
        <Text id="address.noPosition" />
      </p>
    );
  }
  return (
    <p className="muted">
      <Text
        id="address.position"
        values={{
          from: position.from.block,
          fromTime: <Time at={position.from.time} />,
          to: position.to.block,
          toTime: <Time at={position.to.time} />,
          final: position.finalTo,
        }}
      />
    </p>
  );
}
