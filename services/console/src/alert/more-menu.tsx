import type { ReviewActionKind } from "@redflag/domain/alert-review";
import { Ellipsis } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button } from "../show/button.tsx";
import type { MessageId } from "../words/en.ts";
import { useText } from "../words/words.tsx";

export type MoreChoice = "comment" | "snooze" | "wake" | "release" | OtherChoice;
/** What is begun with the alert, beside its review. */
export type OtherChoice = "case" | "report" | "bundle" | "export";

interface Choice {
  choice: MoreChoice;
  name: MessageId;
  hotkey?: string;
}

const CHOICES: readonly Choice[] = [
  { choice: "comment", name: "review.comment", hotkey: "N" },
  { choice: "snooze", name: "review.snooze", hotkey: "S" },
  { choice: "wake", name: "alert.wake" },
  { choice: "release", name: "alert.release" },
  { choice: "case", name: "alert.case" },
  { choice: "report", name: "alert.report" },
  { choice: "bundle", name: "alert.bundle" },
  { choice: "export", name: "alert.export" },
];

interface Props {
  allowed: ReadonlySet<ReviewActionKind>;
  others: ReadonlySet<OtherChoice>;
  onChoose: (choice: MoreChoice) => void;
}

/** What is done less often. */
export function MoreMenu({ allowed, others, onChoose }: Props) {
  const t = useText();
  const offered: ReadonlySet<MoreChoice> = new Set([...allowed, ...others] as MoreChoice[]);
  const shown = CHOICES.filter(({ choice }) => offered.has(choice));
  return (
    <MenuTrigger>
      <Button aria-label={t("alert.more")}>
        <Ellipsis size={16} aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={t("alert.more")} onAction={(key) => onChoose(key as MoreChoice)}>
          {shown.map(({ choice, name, hotkey }) => (
            <MenuItem key={choice} id={choice} className="menu-item" textValue={t(name)}>
              {t(name)}
              {hotkey !== undefined && <kbd>{hotkey}</kbd>}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
