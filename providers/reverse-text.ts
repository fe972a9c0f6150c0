/** The work that the reference providers do: the text from its end to its beginning, character by character. */
export function reverseText(text: string): string {
  // By code points, so that a pair of surrogates stays a character.
  return Array.from(text).reverse().join('');
}
