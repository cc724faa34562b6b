import { FileUp } from "lucide-react";
import { useState } from "react";
import { FileTrigger, Label, Text, TextArea, TextField } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import { PASTED_CHARS_MAX } from "./address-lines.ts";
import styles from "./screening.module.css";

interface Props {
  label: string;
  hint: string;
  value: string;
  onChange: (value: string) => void;
}

/** Addresses, pasted or from a file. What is too long is told and not taken: nothing is cut off silently. */
export function PasteField({ label, hint, value, onChange }: Props) {
  const t = useText();
  const [tooLong, setTooLong] = useState(false);
  const take = (text: string) => {
    setTooLong(text.length > PASTED_CHARS_MAX);
    if (text.length <= PASTED_CHARS_MAX) onChange(text);
  };
  const read = async (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    // In UTF-8 no character is of more than four bytes, and no address of more than one each.
    if (file.size > PASTED_CHARS_MAX) setTooLong(true);
    else take(await file.text());
  };
  return (
    <div className={styles.paste}>
      <TextField className="field" value={value} onChange={take}>
        <Label>{label}</Label>
        <TextArea className={`input mono ltr ${styles.area}`} spellCheck="false" autoComplete="off" />
        <Text slot="description" className="muted">
          {hint}
        </Text>
      </TextField>
      <div className={styles.acts}>
        <FileTrigger acceptedFileTypes={[".csv", ".txt", ".tsv"]} onSelect={(files) => void read(files)}>
          <Button>
            <FileUp size={14} aria-hidden />
            {t("screening.file")}
          </Button>
        </FileTrigger>
        {value !== "" && (
          <Button kind="quiet" onPress={() => take("")}>
            {t("screening.clear")}
          </Button>
        )}
      </div>
      {tooLong && <p role="alert">{t("screening.tooLong", { max: PASTED_CHARS_MAX })}</p>}
    </div>
  );
}
