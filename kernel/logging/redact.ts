export const REDACTED = '[redacted]';

const SECRET_NAME = [
  'pass(word|wd|phrase)',
  'pwd',
  'token',
  'authori[sz]ation',
  'cookie',
  'secret',
  'signature',
  'credential',
  'session[-_.]?id',
  '(private|api|signing|encryption)[-_.]?key',
  'key[-_.]?material',
  'jwt',
  'bearer',
  'pem\\b',
].join('|');
const SECRET_KEY = new RegExp(SECRET_NAME, 'i');

/** Private members of a JSON Web Key (RFC 7517, RFC 7518 section 6). */
const JWK_PRIVATE = new Set(['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']);

/** Secrets inside running text. The repetitions are bounded, so hostile text costs linear time. */
const SECRET_TEXT: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,20000}(-----END [A-Z ]{0,30}PRIVATE KEY-----)?/g, REDACTED],
  [/(?<![\w-])eyJ[\w-]+\.[\w-]+(\.[\w-]*)*/g, REDACTED],
  [/:\/\/([^\s/:@]{0,512}):\S{1,512}@/g, `://$1:${REDACTED}@`],
  [/\b(bearer|basic) +[\w.~+/=-]{8,}/gi, `$1 ${REDACTED}`],
  // PostgreSQL quotes the row or the key that it refused, with everything that people wrote into it.
  [/ - detail: [^]*?(?=\n +at |$)/g, ` - detail: ${REDACTED}`],
  [/\b((?:set-)?cookie|authorization): [^\r\n]*/gi, `$1: ${REDACTED}`],
  [new RegExp(`(\\b[\\w-]{0,64}(?:${SECRET_NAME})[\\w-]{0,64}=)[^&\\s"'#;,]+`, 'gi'), `$1${REDACTED}`],
  [new RegExp(`("[\\w-]{0,64}(?:${SECRET_NAME})[\\w-]{0,64}\\\\*":\\s*\\\\*")[^"\\\\]+`, 'gi'), `$1${REDACTED}`],
];

const SUSPICIOUS = new RegExp(`${SECRET_NAME}| - detail: |"kty"|eyJ|://|basic |-----BEGIN`, 'i');

/** False where `redact` would change nothing in this JSON text: one cheap look at most lines. */
export function mayHoldSecret(json: string): boolean {
  return SUSPICIOUS.test(json);
}

/**
 * A copy of a JSON value without its secrets: whatever stands under a secret's name at any depth, private
 * members of a key, and tokens, passwords of connection strings and keys inside text.
 */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value !== 'object' || value === null) return value;
  const isKey = 'kty' in value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const secret = SECRET_KEY.test(name) || (isKey && JWK_PRIVATE.has(name));
      return [name, secret && member !== null && typeof member !== 'boolean' ? REDACTED : redact(member)];
    }),
  );
}

function redactText(text: string): string {
  return SECRET_TEXT.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);
}
