import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components";
import styles from "./check-box.module.css";

interface Props {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  isDisabled?: boolean;
  /** Where no words stand beside it. */
  label?: string;
  children?: ReactNode;
}

/** Yes or no, before its words. */
export function CheckBox({ isSelected, onChange, isDisabled = false, label, children }: Props) {
  return (
    <Checkbox
      className={styles.checkbox ?? ""}
      isSelected={isSelected}
      onChange={onChange}
      isDisabled={isDisabled}
      {...(label !== undefined && { "aria-label": label })}
    >
      <span className={styles.box} aria-hidden="true">
        {isSelected && <Check size={12} />}
      </span>
      {children}
    </Checkbox>
  );
}
