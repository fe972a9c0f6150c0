/** How graphql-js says that a variable, or a part of it, does not fit its type; the value in between is the caller's. */
const REFUSAL = /^Variable "\$(\w+)" (?:got invalid value .* at "([\w.[\]]+)"; )?/s;

/** Where in the variables the value is that GraphQL refused, such as `input.lines.0.price`, by the words it refused it with. */
export function fieldOfVariable(message: string): string | undefined {
  const [, variable, path] = REFUSAL.exec(message) ?? [];
  return (path ?? variable)?.replaceAll(/\[(\d+)\]/g, '.$1');
}
