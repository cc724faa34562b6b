import type { CaseDetail } from "@redflag/contract/http/routes/cases";
import { useMutation } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { saveFile } from "../show/save-file.ts";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import styles from "./cases.module.css";

const FORMATS = ["html", "csv", "json"] as const;
type Wanted = (typeof FORMATS)[number] | "heldCopy";

/** The case as a file; the audit has the hash of each. */
export function ExportMenu({ detail: { id, hold } }: { detail: CaseDetail }) {
  const t = useText();
  const take = useMutation({
    mutationFn: async (wanted: Wanted) => {
      const { file } =
        wanted === "heldCopy"
          ? await api.getHeldCopy({ params: { id } })
          : await api.exportCase({ params: { id }, query: { format: wanted } });
      if (file !== undefined) saveFile(file);
    },
  });
  const wanted: readonly Wanted[] = hold === undefined ? FORMATS : [...FORMATS, "heldCopy"];
  return (
    <>
      {take.error !== null && <FailureLine error={take.error} />}
      <MenuTrigger>
        <Button isPending={take.isPending}>
          <Download size={14} aria-hidden />
          {t("case.export")}
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label={t("case.export")}>
            {wanted.map((one) => (
              <MenuItem
                key={one}
                id={one}
                className={`menu-item ${styles.form}`}
                textValue={t(`case.export.${one}`)}
                onAction={() => take.mutate(one)}
              >
                <Text slot="label">{t(`case.export.${one}`)}</Text>
                <Text slot="description" className="muted">
                  {t(`case.export.${one}.hint`)}
                </Text>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}
