import { Button as Base, type ButtonProps } from "react-aria-components";

type Kind = "plain" | "primary" | "quiet" | "danger";

interface Props extends Omit<ButtonProps, "className"> {
  kind?: Kind;
}

export function Button({ kind = "plain", ...props }: Props) {
  return <Base {...props} className={`button ${kind}`} />;
}
