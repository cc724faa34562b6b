import { useState } from "react";
import { Input, Label, Menu, MenuItem, MenuTrigger, Popover, TextField } from "react-aria-components";
import { api } from "../api/client.ts";
import { useMay } from "../api/session.ts";
import { Button } from "../show/button.tsx";
import { ReasonDialog } from "../show/reason-dialog.tsx";
import { Text, useText } from "../words/words.tsx";
import styles from "./cases.module.css";
import { ExportMenu } from "./export-menu.tsx";
import { OwnerDialog } from "./owner-dialog.tsx";
import { mayChange, type SeenCase, useDeed } from "./use-case.ts";

type Act = "rename" | "owner" | "close" | "reopen" | "hold" | "lift";

/** What can be done with the case as a whole; each asks why. */
export function CaseActs({ seen }: { seen: SeenCase }) {
  const t = useText();
  const [act, setAct] = useState<Act>();
  const mayHold = useMay("cases:hold");
  const { detail } = seen;
  const isOpen = detail.status === "open";
  const acts: Act[] = [
    ...(mayChange(detail) ? ([...(isOpen ? ["rename", "owner"] : []), isOpen ? "close" : "reopen"] as Act[]) : []),
    ...(mayHold ? [detail.hold === undefined ? ("hold" as const) : ("lift" as const)] : []),
  ];
  const close = () => setAct(undefined);
  return (
    <div className={`${styles.acts} screen-only`}>
      <ExportMenu detail={detail} />
      {acts.length > 0 && (
        <MenuTrigger>
          <Button>{t("case.acts")}</Button>
          <Popover className="popover" placement="bottom end">
            <Menu className="menu" aria-label={t("case.acts")}>
              {acts.map((one) => (
                <MenuItem key={one} id={one} className="menu-item" onAction={() => setAct(one)}>
                  {t(`case.act.${one}`)}
                </MenuItem>
              ))}
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
      {act === "rename" && <Rename seen={seen} onClose={close} />}
      {act === "owner" && <OwnerDialog seen={seen} onClose={close} />}
      {(act === "close" || act === "reopen") && <Status seen={seen} act={act} onClose={close} />}
      {(act === "hold" || act === "lift") && <Hold id={detail.id} act={act} onClose={close} />}
    </div>
  );
}

interface ActProps {
  seen: SeenCase;
  onClose: () => void;
}

function Rename({ seen, onClose }: ActProps) {
  const t = useText();
  const deed = useDeed(seen.detail.id);
  const [before] = useState(seen.detail.title);
  const [title, setTitle] = useState(before);
  const now = seen.detail.title;
  return (
    <ReasonDialog
      title={t("case.act.rename")}
      hint={now === before ? undefined : <Text id="case.rename.meanwhile" values={{ title: <bdi>{now}</bdi> }} />}
      action={t("case.act.rename")}
      isOpen
      onOpenChange={onClose}
      onConfirm={(reason) =>
        deed(() =>
          api.updateCase({
            params: { id: seen.detail.id },
            body: { title: title.trim(), reason },
            ...(seen.etag && { ifMatch: seen.etag }),
          }),
        )
      }
    >
      <TextField className="field" isRequired value={title} onChange={setTitle} maxLength={100}>
        <Label>{t("case.title")}</Label>
        <Input className="input" autoFocus dir="auto" />
      </TextField>
    </ReasonDialog>
  );
}

function Status({ seen, act, onClose }: ActProps & { act: "close" | "reopen" }) {
  const t = useText();
  const deed = useDeed(seen.detail.id);
  const status = act === "close" ? ("closed" as const) : ("open" as const);
  return (
    <ReasonDialog
      title={t(`case.act.${act}`)}
      hint={t(`case.${act}.hint`)}
      action={t(`case.act.${act}`)}
      isOpen
      onOpenChange={onClose}
      onConfirm={(reason) =>
        deed(() =>
          api.updateCase({
            params: { id: seen.detail.id },
            body: { status, reason },
            ...(seen.etag && { ifMatch: seen.etag }),
          }),
        )
      }
    />
  );
}

function Hold({ id, act, onClose }: { id: string; act: "hold" | "lift"; onClose: () => void }) {
  const t = useText();
  const deed = useDeed(id);
  return (
    <ReasonDialog
      title={t(`case.act.${act}`)}
      hint={t(`case.${act}.hint`)}
      action={t(`case.act.${act}`)}
      isOpen
      onOpenChange={onClose}
      onConfirm={async (reason) => {
        const request = { params: { id }, body: { reason } };
        if (act === "hold") await deed(() => api.holdCase(request));
        else await deed(() => api.liftCaseHold(request));
      }}
    />
  );
}
