import { Input, Label, TextField } from "react-aria-components";
import { Panel } from "../show/panel.tsx";
import { useText } from "../words/words.tsx";
import styles from "./proposals.module.css";

const NAME_CHARS_MAX = 100;

export interface BegunList {
  title: string;
  authority: string;
}

interface Props {
  id: string;
  list: BegunList;
  onChange: (list: BegunList) => void;
}

/** What a list is that the proposal begins. */
export function NewListFields({ id, list, onChange }: Props) {
  const t = useText();
  return (
    <Panel title={t("list.propose.new", { id })}>
      <div className={styles.stack}>
        <p className="muted">{t("list.propose.new.hint")}</p>
        <div className={styles.fields}>
          {(["title", "authority"] as const).map((field) => (
            <TextField
              key={field}
              className="field"
              isRequired
              value={list[field]}
              onChange={(text) => onChange({ ...list, [field]: text })}
              maxLength={NAME_CHARS_MAX}
            >
              <Label>{t(`list.propose.new.${field}`)}</Label>
              <Input className="input" dir="auto" />
            </TextField>
          ))}
        </div>
      </div>
    </Panel>
  );
}

/** As it is sent; undefined while a part is missing. */
export function completeList({ title, authority }: BegunList): BegunList | undefined {
  const list = { title: title.trim().replace(/\s+/g, " "), authority: authority.trim().replace(/\s+/g, " ") };
  return list.title === "" || list.authority === "" ? undefined : list;
}
