import type { ReactNode } from "react";
import { Radio, RadioGroup, type RadioGroupProps } from "react-aria-components";
import styles from "./radio-choices.module.css";

/** One of several that are all in sight, under each other; its label is the first of what is in it. */
export function RadioChoices(props: Omit<RadioGroupProps, "className">) {
  return <RadioGroup {...props} className={`field ${styles.choices}`} />;
}

interface ChoiceProps {
  value: string;
  autoFocus?: boolean;
  children: ReactNode;
}

export function RadioChoice({ value, autoFocus = false, children }: ChoiceProps) {
  return (
    <Radio value={value} className={styles.choice ?? ""} autoFocus={autoFocus}>
      <span className={styles.dot} aria-hidden="true" />
      {children}
    </Radio>
  );
}
