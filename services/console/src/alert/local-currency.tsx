import { ChevronDown } from "lucide-react";
import { Button as Base, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import { useIntl } from "react-intl";
import { changePreferences, usePreferences } from "../app/preferences.ts";
import { useText } from "../words/words.tsx";

/** Where those who review mostly are; whichever else is preferred is offered, too. */
const OFFERED = ["AED", "EGP", "EUR", "GBP", "ILS", "IQD", "JOD", "LBP", "SAR", "SYP", "TRY"];
const NONE = "none";

/** In which currency amounts are told besides US dollars. */
export function LocalCurrency() {
  const t = useText();
  const intl = useIntl();
  const { currency } = usePreferences();
  const codes = [...new Set([...OFFERED, ...(currency === undefined ? [] : [currency])])];
  return (
    <Select
      className="screen-only"
      aria-label={t("alert.currency")}
      value={currency ?? NONE}
      onChange={(key) => changePreferences({ currency: key === NONE ? undefined : String(key) })}
    >
      <Base className="button quiet">
        <SelectValue />
        <ChevronDown size={14} aria-hidden />
      </Base>
      <Popover className="popover" placement="bottom end">
        <ListBox className="menu">
          <ListBoxItem id={NONE} className="menu-item" textValue={t("alert.currency.none")}>
            {t("alert.currency.none")}
          </ListBoxItem>
          {codes.map((code) => {
            const name = intl.formatDisplayName(code, { type: "currency" }) ?? code;
            return (
              <ListBoxItem key={code} id={code} className="menu-item" textValue={code}>
                <span className="mono">{code}</span> <span className="muted">{name}</span>
              </ListBoxItem>
            );
          })}
        </ListBox>
      </Popover>
    </Select>
  );
}
