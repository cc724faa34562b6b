import { DISPOSITIONS } from "@redflag/domain/disposition";
import { ChevronDown } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { Asked } from "../review/asked-dialog.tsx";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";

interface Props {
  action: "close" | "overrule";
  onChoose: (asked: Asked) => void;
}

/** What the alert was found to be; the reason is asked for next. */
export function CloseMenu({ action, onChoose }: Props) {
  const t = useText();
  return (
    <MenuTrigger>
      <Button>
        {t(`review.${action}`)} <kbd>D</kbd>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label={t("review.disposition")}>
          {DISPOSITIONS.map((disposition) => (
            <MenuItem
              key={disposition}
              className="menu-item"
              textValue={t(`review.disposition.${disposition}`)}
              onAction={() => onChoose({ of: action, disposition })}
            >
              <span>
                {t(`review.disposition.${disposition}`)}
                <br />
                <span className="muted">{t(`review.disposition.${disposition}.hint`)}</span>
              </span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
