import { useNavigate } from "@tanstack/react-router";
import { ChevronDown } from "lucide-react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import type { Place } from "./places.ts";

/** The places that do not fit in the line. */
export function MorePlaces({ places }: { places: readonly Place[] }) {
  const t = useText();
  const navigate = useNavigate();
  return (
    <MenuTrigger>
      <Button kind="quiet">
        {t("shell.places.more")}
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover">
        <Menu className="menu" aria-label={t("shell.places.more")} onAction={(to) => void navigate({ to: String(to) })}>
          {places.map(({ to, name, Icon }) => (
            <MenuItem key={to} id={to} className="menu-item" textValue={t(name)}>
              <Icon size={15} aria-hidden />
              {t(name)}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
