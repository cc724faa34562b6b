/** The API's words as ids of messages have them, which hold no dots or underscores of their own: `alertFinal`, `tlsFailed`. */
export function messageWord(word: string): string {
  return word.replace(/[._](\w)/g, (_, letter: string) => letter.toUpperCase());
}
