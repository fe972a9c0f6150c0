import type { ProviderRow } from '../../subgraphs/processing/selection/clients/provider-row.ts';
import { FREE_PROVIDER } from '../../subgraphs/processing/selection/clients/provider-rows.ts';
import type { SelectionPolicy } from '../../subgraphs/processing/selection/index.ts';
import type { FreeWindow } from '../../subgraphs/processing/selection/policy/policy.ts';
import type { Judgement } from './adversarial-provider/judgement.ts';
import type { FaultRule, ProviderScript } from './adversarial-provider/provider-script.ts';

/** One way in which a provider can behave, and how often it may refuse us for it. */
export interface FaultMode {
  readonly name: string;
  readonly script: ProviderScript;
  readonly traffic: 'bursts' | 'one_by_one';
  readonly row?: ProviderRow;
  readonly window?: Partial<FreeWindow>;
  readonly policy?: Partial<Omit<SelectionPolicy, 'free'>>;
  readonly mostRefusals: (judgement: Judgement) => number;
}

const BASE: ProviderScript = { limit: 5, blockMs: 150 };
const never = (): number => 0;
const oncePerBlock = ({ blocks }: Judgement): number => blocks;
const oncePerFault = ({ faulted }: Judgement): number => faulted;
const oncePerOutsider = ({ outsiders }: Judgement): number => outsiders;

const honest = (name: string, script: Partial<ProviderScript>, window: Partial<FreeWindow> = {}): FaultMode => ({
  name,
  script: { ...BASE, ...script },
  traffic: 'bursts',
  window,
  mostRefusals: never,
});

/** Calls whose outcome nobody learns. Given up early, or every one of them would cost a second. */
const lossy = (name: string, ...faults: readonly FaultRule[]): FaultMode => ({
  name,
  script: { ...BASE, faults },
  traffic: 'bursts',
  policy: { callTimeoutMs: 200, leaseMs: 800 },
  mostRefusals: oncePerFault,
});

/** Somebody else uses the same key, so that refusals are bound to come; each says how long it lasts in its own way. */
const shared = (name: string, script: Partial<ProviderScript>, more: Partial<FaultMode> = {}): FaultMode => ({
  name,
  script: { ...BASE, outsiderEveryNth: 7, ...script },
  traffic: 'one_by_one',
  // A refused call that had filled the batch leaves the block where it was, `arrivalMs` longer than need be.
  policy: { callTimeoutMs: 200, leaseMs: 800 },
  mostRefusals: oncePerOutsider,
  ...more,
});

function capped(capMs: number): ProviderRow {
  return { ...FREE_PROVIDER, retryAfter: { ...FREE_PROVIDER.retryAfter, floorMs: 10, capMs } };
}

const REFUSES_IN_BODY: ProviderRow = {
  ...FREE_PROVIDER,
  meanings: [{ status: 200, body: /"code"\s*:\s*"rate_limited"/, means: 'refused' }, ...FREE_PROVIDER.meanings],
  retryAfter: {
    ...FREE_PROVIDER.retryAfter,
    places: [{ in: 'body', name: 'error.retry_after_ms', unit: 'milliseconds' }],
  },
};

/** The same provider, saying with every answer where its count stands. */
const telling = (mode: FaultMode): FaultMode => ({
  ...mode,
  script: { ...mode.script, tellsRemaining: true },
  row: {
    ...FREE_PROVIDER,
    quota: {
      remaining: { in: 'header', name: 'x-ratelimit-remaining' },
      reset: { in: 'header', name: 'x-ratelimit-reset-ms', unit: 'milliseconds' },
    },
  },
});

const CUT_BEFORE_COUNTING: FaultRule = { kind: 'reset', everyNth: 7, counted: false };

/** Every mode of the adversarial provider. A new one is a row. */
export const FAULT_MODES: readonly FaultMode[] = [
  honest('that counts at arrival', { counts: 'at_arrival' }),
  honest('that counts at completion', { counts: 'at_completion', workMs: [0, 30] }),
  honest('that takes one call a batch', { limit: 1 }),
  honest('that blocks for a millisecond', { blockMs: 1 }),
  honest('that never blocks', { blockMs: 0 }),
  honest('that is slow and uneven', { workMs: [0, 60] }),
  honest('whose clock runs 5 % slow', { clockPpm: -50_000, blockMs: 400 }, { driftPpm: 53_000 }),
  honest('whose clock runs 5 % fast', { clockPpm: 50_000, blockMs: 400 }, { driftPpm: 53_000 }),
  honest('that sends early hints', { earlyHints: true }),
  honest('that closes connections without a word', { halfCloses: true }),
  honest('that fails every third call after counting it', {
    faults: [{ kind: 'status_500', everyNth: 3, counted: true }],
  }),
  honest('that redirects every third call after counting it', {
    faults: [{ kind: 'redirect', everyNth: 3, counted: true }],
  }),
  honest('that makes a block longer for every refusal', { refusalsExtend: true }),
  {
    ...honest('whose block starts with its first refusal', { blockStarts: 'on_first_refusal' }),
    mostRefusals: oncePerBlock,
  },
  {
    ...honest('whose block starts with its first refusal, and anew with every other', {
      blockStarts: 'on_first_refusal',
      refusalsExtend: true,
      workMs: [0, 30],
    }),
    mostRefusals: oncePerBlock,
  },
  lossy('whose answers drip', { kind: 'drip', everyNth: 7, counted: true }),
  lossy('whose answers break off', { kind: 'torn', everyNth: 7, counted: true }),
  lossy('that takes calls and cuts the connection', { kind: 'reset', everyNth: 7, counted: true }),
  lossy('that cuts the connection before it counts', CUT_BEFORE_COUNTING),
  lossy('that cuts connections that were used before', {
    kind: 'reset',
    everyNth: 5,
    counted: false,
    onReusedConnection: true,
  }),
  lossy('that sends an unasked 100 before its answer', { kind: 'unasked_continue', everyNth: 7, counted: true }),
  lossy('that swallows calls', { kind: 'silence', everyNth: 7, counted: false }),
  lossy(
    'that does all of this',
    { kind: 'reset', everyNth: 11, counted: false },
    { kind: 'silence', everyNth: 13, counted: true },
    { kind: 'torn', everyNth: 17, counted: true },
    { kind: 'status_500', everyNth: 5, counted: true },
  ),
  shared('whose key somebody else uses too', {}),
  shared('that refuses without a Retry-After', { refusal: { status: 429, retryAfter: 'missing' } }),
  shared('whose Retry-After is garbage', { refusal: { status: 429, retryAfter: 'garbage' } }),
  shared(
    'whose Retry-After is a tenth of the truth',
    { refusal: { status: 429, retryAfter: 'short' } },
    // Each refusal is believed for the floor of 100 ms, so a block of 150 ms refuses twice.
    { mostRefusals: ({ outsiders }) => 2 * outsiders },
  ),
  shared(
    'whose Retry-After is in the wrong unit',
    { refusal: { status: 429, retryAfter: 'wrong_unit' } },
    { row: capped(300) },
  ),
  shared('whose Retry-After is huge', { refusal: { status: 429, retryAfter: 'huge' } }, { row: capped(300) }),
  shared('that refuses with 503', { refusal: { status: 503, retryAfter: 'exact_ms' } }),
  shared(
    'that refuses with 200 and an error in the body',
    { refusal: { status: 200, retryAfter: 'in_body' } },
    { row: REFUSES_IN_BODY },
  ),
  shared(
    'that counts refusals too',
    { refusalsCount: true },
    { mostRefusals: ({ outsiders, blocks }) => outsiders + blocks },
  ),
  shared('that makes a block longer for every refusal of a shared key', { refusalsExtend: true }),
  telling(honest('that tells what remains', { workMs: [0, 30] })),
  telling(lossy('that tells what remains, and cuts connections before it counts', CUT_BEFORE_COUNTING)),
  telling(shared('that tells what remains of a key somebody else uses too', {}, { mostRefusals: never })),
  {
    name: 'that silently forgets its count',
    script: { ...BASE, forgetsEveryNth: 7 },
    traffic: 'one_by_one',
    mostRefusals: ({ accepted }) => Math.floor(accepted / 7),
  },
];
