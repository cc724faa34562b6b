import { type ReactNode, useId } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import styles from "./sidebar.module.css";

export interface FacetChoice {
  id: string;
  name: ReactNode;
  count?: string | undefined;
}

interface Props {
  name: string;
  choices: readonly FacetChoice[];
  chosen: readonly string[];
  onChoose: (chosen: string[]) => void;
  isSingle?: boolean;
}

/** One filter: each choice is on or off, and says how many there are. */
export function Facet({ name, choices, chosen, onChoose, isSingle = false }: Props) {
  const heading = useId();
  if (choices.length === 0) return null;
  return (
    <div className={styles.group}>
      <h3 id={heading} className={styles.heading}>
        {name}
      </h3>
      <ToggleButtonGroup
        className={styles.choices}
        orientation="vertical"
        aria-labelledby={heading}
        selectionMode={isSingle ? "single" : "multiple"}
        selectedKeys={chosen}
        onSelectionChange={(keys) => onChoose([...keys].map(String))}
      >
        {choices.map(({ id, name: text, count }) => (
          <ToggleButton key={id} id={id} className={styles.choice ?? ""}>
            {text}
            {count !== undefined && <span className={styles.count}>{count}</span>}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
