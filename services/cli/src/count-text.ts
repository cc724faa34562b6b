/** 1234567 → "1,234,567" */
export function grouped(count: number): string {
  return count.toLocaleString("en-US");
}

/** "1 block", "2 blocks" */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${grouped(count)} ${count === 1 ? noun : plural}`;
}
