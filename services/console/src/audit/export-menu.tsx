import { eachItem } from "@redflag/contract/http/client";
import type { AuditEntry } from "@redflag/contract/http/routes/audit";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useEffect, useRef } from "react";
import { Menu, MenuItem, MenuTrigger, Popover, Text } from "react-aria-components";
import { api } from "../api/client.ts";
import { Button } from "../show/button.tsx";
import { saveBlob } from "../show/save-blob.ts";
import { saveText } from "../show/save-text.ts";
import { FailureLine } from "../show/states.tsx";
import { useText } from "../words/words.tsx";
import { auditCsv } from "./audit-csv.ts";
import { auditQueryOf } from "./audit-search.ts";
import { takeParts } from "./take-parts.ts";

const route = getRouteApi("/audit");
const FORMS = ["whole", "search"] as const;
type Form = (typeof FORMS)[number];
/** More are no table that anybody reads: the whole is. */
const CSV_ROWS_MAX = 20_000;
const PAGE_ROWS = 200;
const LINES_PER_BLOB = 2_000;

/** The whole audit, to be verified anywhere, or what was searched for as a table. */
export function ExportMenu() {
  const t = useText();
  const search = route.useSearch();
  const stop = useRef(new AbortController());
  useEffect(() => {
    stop.current = new AbortController();
    return () => stop.current.abort();
  }, []);
  const take = useMutation({
    mutationFn: async (form: Form) => {
      if (form === "whole") return saveBlob("audit.ndjson", await wholeAudit(stop.current.signal));
      const entries: AuditEntry[] = [];
      for await (const entry of eachItem(api.listAudit, { query: { ...auditQueryOf(search), limit: PAGE_ROWS } })) {
        stop.current.signal.throwIfAborted();
        entries.push(entry);
        if (entries.length === CSV_ROWS_MAX) break;
      }
      saveText("audit.csv", "text/csv", auditCsv(entries));
    },
  });
  return (
    <>
      {take.error !== null && <FailureLine error={take.error} />}
      <MenuTrigger>
        <Button isPending={take.isPending}>
          <Download size={14} aria-hidden />
          {t("audit.export")}
        </Button>
        <Popover className="popover" placement="bottom end">
          <Menu className="menu" aria-label={t("audit.export")}>
            {FORMS.map((form) => (
              <MenuItem
                key={form}
                id={form}
                className="menu-item"
                textValue={t(`audit.export.${form}`)}
                onAction={() => take.mutate(form)}
              >
                <span>
                  <Text slot="label">{t(`audit.export.${form}`)}</Text>
                  <br />
                  <Text slot="description" className="muted">
                    {t(`audit.export.${form}.hint`, { max: CSV_ROWS_MAX })}
                  </Text>
                </span>
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
    </>
  );
}

/** The browser keeps blobs on disk where they are many: the page holds a few thousand lines at a time. */
async function wholeAudit(signal: AbortSignal): Promise<Blob> {
  const blobs: Blob[] = [];
  let lines: string[] = [];
  const flush = () => {
    blobs.push(new Blob(lines));
    lines = [];
  };
  for await (const { text } of takeParts(signal)) {
    if (lines.push(`${text}\n`) >= LINES_PER_BLOB) flush();
  }
  flush();
  return new Blob(blobs, { type: "application/x-ndjson" });
}
