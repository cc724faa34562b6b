import { SHARINGS, type Sharing } from "@redflag/domain/entry";
import { useState } from "react";
import { Choice } from "../show/choice.tsx";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import { ChangeFlow } from "./change-flow.tsx";
import styles from "./proposals.module.css";
import { SHARING_WORD } from "./sharing-word.ts";

interface Props {
  list: string;
  /** Ids that another page has chosen; none: the whole list. */
  ids: readonly string[];
}

/** Who may know of a list, or of some of its entries. */
export function ChangeSharing({ list, ids }: Props) {
  const t = useText();
  const [sharing, setSharing] = useState<Sharing>();
  const change = sharing && { sharing, ...(ids.length > 0 && { entries: [...ids] }) };
  return (
    <>
      <Panel title={t("list.field.sharing")}>
        <div className={styles.stack}>
          <p className="muted">
            {ids.length > 0 ? t("list.propose.sharing.of", { count: ids.length }) : t("list.propose.sharing.all")}
          </p>
          <div className={styles.fields}>
            <Choice
              label={t("list.field.sharing")}
              value={sharing}
              onChange={setSharing}
              options={SHARINGS.map((id) => ({ id, name: t(SHARING_WORD[id]) }))}
              placeholder={t("list.propose.choose")}
            />
          </div>
        </div>
      </Panel>
      <ChangeFlow list={list} change={change} incomplete={t("list.propose.incomplete.sharing")} />
    </>
  );
}
