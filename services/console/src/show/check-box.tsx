import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { Checkbox } from "react-aria-components";
import styles from "./check-box.module.css";

interface Props {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  children: ReactNode;
}

/** Yes or no, before its words. */
export function CheckBox({ isSelected, onChange, children }: Props) {
  return (
    <Checkbox className={styles.checkbox ?? ""} isSelected={isSelected} onChange={onChange}>
      <span className={styles.box} aria-hidden="true">
        {isSelected && <Check size={12} />}
      </span>
      {children}
    </Checkbox>
  );
}
