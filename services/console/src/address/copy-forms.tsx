import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover, Text as Slot } from "react-aria-components";
import { Button } from "../show/button.tsx";
import { useText } from "../words/words.tsx";
import styles from "./address.module.css";
import { formsOf } from "./address-forms.ts";

const SHOWN_MS = 1_500;

/** Copies the address in the form that another tool wants. */
export function CopyForms({ caip10 }: { caip10: string }) {
  const t = useText();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <MenuTrigger>
      <Button>
        {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
        <span aria-live="polite">{isCopied ? t("show.copied") : t("address.copy")}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu
          className="menu"
          aria-label={t("address.copy")}
          items={formsOf(caip10).map((form) => ({ id: form.name, ...form }))}
        >
          {({ name, text }) => (
            <MenuItem
              className={`menu-item ${styles.form}`}
              textValue={t(`address.form.${name}`)}
              onAction={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
            >
              <Slot slot="label">{t(`address.form.${name}`)}</Slot>
              <Slot slot="description" className="mono ltr muted">
                {text}
              </Slot>
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
