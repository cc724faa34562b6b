import { Check } from "lucide-react";
import { Checkbox, CheckboxGroup, Label } from "react-aria-components";
import box from "../show/check-box.module.css";
import styles from "./webhooks.module.css";

interface Props {
  label: string;
  value: readonly string[];
  onChange: (value: string[]) => void;
  options: ReadonlyArray<{ id: string; name: string }>;
}

/** Any of a few; none: all. */
export function Checks({ label, value, onChange, options }: Props) {
  return (
    <CheckboxGroup className="field" value={[...value]} onChange={onChange}>
      <Label className="label">{label}</Label>
      <div className={styles.checks}>
        {options.map(({ id, name }) => (
          <Checkbox key={id} value={id} className={box.checkbox ?? ""}>
            {({ isSelected }) => (
              <>
                <span className={box.box} aria-hidden="true">
                  {isSelected && <Check size={12} />}
                </span>
                {name}
              </>
            )}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}
