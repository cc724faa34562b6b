import { CopyButton } from "../show/copy-button.tsx";
import styles from "./setup.module.css";

interface Props {
  label: string;
  text: string;
}

/** Lines for a terminal, exactly as they are copied. */
export function CopyLines({ label, text }: Props) {
  return (
    <div>
      <p className="muted">{label}</p>
      <div className={`${styles.lines} ltr`}>
        <pre className="mono">{text}</pre>
        <CopyButton text={text} what={label} />
      </div>
    </div>
  );
}
