export type Captures = Readonly<Record<string, string>>;

/** The meaning of `{X}` in the pattern when the path fits it, undefined when it does not. */
export function matchPath(pattern: string, path: string): Captures | undefined {
  const found = compile(pattern).exec(path);
  return found === null ? undefined : { ...found.groups };
}

/** The text with every `{X}` replaced by what it stands for. */
export function fillIn(text: string, captures: Captures): string {
  return text.replaceAll(/\{([A-Z]+)\}/g, (whole, name: string) => captures[name] ?? whole);
}

const compiled = new Map<string, RegExp>();

function compile(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  const source = pattern
    .replaceAll(/[.+^$()|[\]\\]/g, String.raw`\$&`)
    .replaceAll(/\*\*\/|\*\*|\*|\{([A-Z]+)\}/g, (token, name: string) => {
      if (token === '**/') return '(?:.*/)?';
      if (token === '**') return '.*';
      return token === '*' ? '[^/]*' : `(?<${name}>[^/]+)`;
    });
  const expression = new RegExp(`^${source}$`);
  compiled.set(pattern, expression);
  return expression;
}
