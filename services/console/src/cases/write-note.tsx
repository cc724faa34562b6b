import type { Note } from "@redflag/contract/http/routes/case-material";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Label, TextArea, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";
import { useDeed } from "./use-case.ts";

const NOTE_CHARS_MAX = 10_000;

interface Props {
  id: string;
  /** The note that this one takes the place of. */
  corrected: Note | undefined;
  onDone: () => void;
}

export function WriteNote({ id, corrected, onDone }: Props) {
  const t = useText();
  const deed = useDeed(id);
  const [text, setText] = useState(corrected?.text ?? "");
  const write = useMutation({
    mutationFn: () =>
      deed(() =>
        api.addCaseNote({ params: { id }, body: { text: text.trim(), ...(corrected && { replaces: corrected.id }) } }),
      ),
    onSuccess: () => {
      setText("");
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate();
  };
  return (
    <form className={styles.write} onSubmit={submit}>
      <TextField className="field" isRequired value={text} onChange={setText} maxLength={NOTE_CHARS_MAX}>
        <Label>{t(corrected === undefined ? "case.note.new" : "case.note.correcting")}</Label>
        <TextArea className="input" dir="auto" autoFocus={corrected !== undefined} />
      </TextField>
      {write.error !== null && <FailureLine error={write.error} />}
      <div className={styles.acts}>
        <Button type="submit" isPending={write.isPending}>
          {t(corrected === undefined ? "case.note.write" : "case.note.correct")}
        </Button>
        {corrected !== undefined && <Button onPress={onDone}>{t("show.cancel")}</Button>}
      </div>
    </form>
  );
}
