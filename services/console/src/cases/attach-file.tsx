import { useMutation } from "@tanstack/react-query";
import { Paperclip } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { base64Of, faultOf, typeOf } from "./attachment-file.ts";
import styles from "./cases.module.css";
import { useDeed } from "./use-case.ts";

const ACCEPTED = [".pdf", ".png", ".jpg", ".jpeg", ".csv", ".txt", ".json"];

/** A file that could not be sent stays chosen: it is sent again by one press. */
export function AttachFile({ id }: { id: string }) {
  const t = useText();
  const deed = useDeed(id);
  const [file, setFile] = useState<File>();
  const attach = useMutation({
    mutationFn: async (chosen: File) => {
      const type = typeOf(chosen);
      if (type === undefined) throw new Error(t("case.attach.fault.type"));
      const content = await base64Of(chosen);
      return deed(() => api.addCaseAttachment({ params: { id }, body: { name: chosen.name, type, content } }));
    },
    onSuccess: () => setFile(undefined),
  });
  const fault = file && faultOf(file);
  const choose = (files: FileList | null) => {
    const chosen = files?.[0];
    if (chosen === undefined) return;
    setFile(chosen);
    attach.reset();
    if (faultOf(chosen) === undefined) attach.mutate(chosen);
  };
  return (
    <div className={styles.write}>
      <div className={styles.acts}>
        <FileTrigger acceptedFileTypes={ACCEPTED} onSelect={choose}>
          <Button isPending={attach.isPending}>
            <Paperclip size={14} aria-hidden />
            {t("case.attach")}
          </Button>
        </FileTrigger>
        {attach.error !== null && file !== undefined && (
          <Button onPress={() => attach.mutate(file)}>{t("case.attach.again", { name: file.name })}</Button>
        )}
      </div>
      <p className="muted">{t("case.attach.hint")}</p>
      {fault !== undefined && (
        <p role="alert" className={styles.fault}>
          <bdi>{file?.name}</bdi>: {t(`case.attach.fault.${fault}`)}
        </p>
      )}
      {attach.error !== null && <FailureLine error={attach.error} />}
    </div>
  );
}
