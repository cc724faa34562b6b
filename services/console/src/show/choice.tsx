import { ChevronDown } from "lucide-react";
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import styles from "./choice.module.css";

interface Props<T extends string> {
  label: string;
  value: T | undefined;
  options: readonly { id: T; name: string }[];
  onChange: (value: T) => void;
  placeholder?: string;
}

/** One of a few. */
export function Choice<T extends string>({ label, value, options, onChange, placeholder = "" }: Props<T>) {
  return (
    <Select
      className="field"
      value={value ?? null}
      placeholder={placeholder}
      onChange={(key) => {
        const chosen = options.find(({ id }) => id === key);
        if (chosen !== undefined) onChange(chosen.id);
      }}
    >
      <Label className="label">{label}</Label>
      <Button className={`button ${styles.choice}`}>
        <SelectValue />
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Popover className="popover">
        <ListBox className="menu" items={options}>
          {({ id, name }) => (
            <ListBoxItem id={id} className="menu-item" textValue={name}>
              <bdi>{name}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
