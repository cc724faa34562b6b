/** What is said of a variable, as far as reading it needs. */
export interface Variable<T> {
  readonly schema: {
    safeParse(text: string): { success: true; data: T } | { success: false; error: { issues: { message: string }[] } };
  };
  readonly example: string;
  readonly isSecret: boolean;
}

/** Undefined where it is unset, and where it is wrong: then that is told of. */
export type ReadVariable = <T>(variable: Variable<T>, name: string) => T | undefined;
