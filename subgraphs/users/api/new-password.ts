/** What a password has to be at the graph's own door, in the words of the schema. */
export const NEW_PASSWORD =
  '10 to 1,024 characters, 5 different ones at least; neither the user name nor what stands before the @ is in it.';
