import { Input, Label, TextArea, TextField } from "react-aria-components";
import { Choice } from "../show/choice.tsx";
import { useText } from "../words/words.tsx";
import styles from "./reports.module.css";

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** A text of several lines, a day, or two letters for a country. */
  as?: "text" | "lines" | "day" | "country";
  /** Of a code: what the profile has. Without any it is typed. */
  codes?: readonly { code?: string | undefined; title: string }[] | undefined;
}

/** No code of a profile has a space. */
const EMPTY = "left empty";

/** One field of the choices; empty is as good as absent. */
export function DraftField({ label, value, onChange, as = "text", codes = [] }: Props) {
  const t = useText();
  const known = codes.flatMap(({ code, title }) =>
    code === undefined ? [] : [{ id: code, name: `${code} · ${title}` }],
  );
  if (known.length > 0) {
    // What was chosen can be taken back: a part is filled in whole or not at all.
    const options = value === "" ? known : [{ id: EMPTY, name: t("reports.field.empty") }, ...known];
    return (
      <Choice
        label={label}
        value={value === "" ? undefined : value}
        options={options}
        onChange={(id) => onChange(id === EMPTY ? "" : id)}
      />
    );
  }
  if (as === "lines") {
    return (
      <TextField className={`field ${styles.wide}`} value={value} onChange={onChange}>
        <Label>{label}</Label>
        <TextArea className="input" dir="auto" />
      </TextField>
    );
  }
  return (
    <TextField
      className="field"
      value={value}
      onChange={(text) => onChange(as === "country" ? text.toUpperCase() : text)}
      {...(as === "country" && { maxLength: 2 })}
    >
      <Label>{label}</Label>
      <Input className="input" type={as === "day" ? "date" : "text"} dir={as === "text" ? "auto" : "ltr"} />
    </TextField>
  );
}
