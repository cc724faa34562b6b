import { Input, Label, TextArea, TextField } from "react-aria-components";
import { Choice } from "../show/choice.tsx";
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

/** One field of the choices; empty is as good as absent. */
export function DraftField({ label, value, onChange, as = "text", codes = [] }: Props) {
  const known = codes.flatMap(({ code, title }) =>
    code === undefined ? [] : [{ id: code, name: `${code} · ${title}` }],
  );
  if (known.length > 0) {
    return <Choice label={label} value={value === "" ? undefined : value} options={known} onChange={onChange} />;
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
