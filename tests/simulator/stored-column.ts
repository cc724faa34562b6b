/** A column of bytes as 0x-hex under a name. */
export const hex = (column: string, name: string) => `'0x' || encode(${column}, 'hex') as "${name}"`;
