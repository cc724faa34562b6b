import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { saveFile } from "../show/save-file.ts";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";

/** The report as the FIU's system takes it. */
export function DownloadXml({ id }: { id: string }) {
  const t = useText();
  const take = useMutation({
    mutationFn: async () => {
      const { file } = await api.getReportXml({ params: { id } });
      if (file !== undefined) saveFile(file);
    },
  });
  return (
    <>
      {take.error !== null && <FailureLine error={take.error} />}
      <Button onPress={() => take.mutate()} isPending={take.isPending}>
        <Download size={14} aria-hidden />
        {t("reports.download")}
      </Button>
    </>
  );
}
