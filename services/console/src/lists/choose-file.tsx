import { LIST_FILE_CHARS_MAX } from "@redflag/domain/list-change";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { Text, useText } from "../words/words.tsx";
import { type ListFile, type ListFileFault, readListFile } from "./list-file.ts";
import styles from "./proposals.module.css";

interface Props {
  file: ListFile | undefined;
  onChoose: (file: ListFile | undefined) => void;
}

/** A file that was mended is chosen again: what was chosen before is as it was then. */
export function ChooseFile({ file, onChoose }: Props) {
  const t = useText();
  const [fault, setFault] = useState<ListFileFault>();
  const choose = async (files: FileList | null) => {
    const chosen = files?.[0];
    if (chosen === undefined) return;
    const read = await readListFile(chosen);
    setFault(typeof read === "string" ? read : undefined);
    onChoose(typeof read === "string" ? undefined : read);
  };
  return (
    <div className={styles.acts}>
      <FileTrigger acceptedFileTypes={[".csv", "text/csv"]} onSelect={(files) => void choose(files)}>
        <Button>
          <FileUp size={14} aria-hidden />
          {t("list.import.choose")}
        </Button>
      </FileTrigger>
      {file !== undefined && (
        <p role="status">
          <Text id="list.import.chosen" values={{ name: <bdi className="mono">{file.name}</bdi> }} />
        </p>
      )}
      {fault !== undefined && <p role="alert">{t(`list.import.fault.${fault}`, { count: LIST_FILE_CHARS_MAX })}</p>}
    </div>
  );
}
