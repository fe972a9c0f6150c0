/**
 * Who may import whom. A path pattern: `*` is anything within one folder name, `**` anything, `{X}` one folder name
 * that means the same in the whole row. Packages are written `npm:name`, Node's own modules `node:name`.
 */
export interface ImportRule {
  /** The files that the row speaks of; a file belongs to the first row that has it. */
  readonly from: readonly string[];
  readonly may: readonly string[];
  /** Refused even where `may` allows it. */
  readonly never?: readonly string[];
  /** What to do in place of a forbidden import. */
  readonly instead: string;
}

const ANYTHING = ['**', 'npm:**', 'node:**'];
const PACKAGES = ['npm:**', 'node:**'];
/** The public face of provider selection: the files directly in its folder. */
const SELECTION = 'subgraphs/processing/selection';

const tools: readonly ImportRule[] = [
  {
    from: ['**/*.test.ts', '**/*.suite.ts', 'tests/**', 'bench/**', 'scripts/**'],
    may: ANYTHING,
    instead: 'tests and tools may import what they like',
  },
  { from: ['*.ts'], may: PACKAGES, instead: 'a configuration file of a tool stands alone' },
];

const frontDoor: readonly ImportRule[] = [
  {
    from: ['app/**'],
    may: ['app/**', 'gateway/create-gateway.ts', 'subgraphs/index.ts', 'providers/**', 'kernel/**', ...PACKAGES],
    instead: 'the all-in-one process starts whole parts; use gateway/create-gateway.ts, subgraphs/index.ts, providers/',
  },
  {
    from: ['gateway/create-gateway.ts', 'gateway/main.ts'],
    may: ['gateway/**', 'kernel/**', ...PACKAGES],
    instead: 'the gateway knows no subgraph; reach it through a transport of kernel/transport',
  },
  {
    from: ['gateway/*.ts'],
    may: ['gateway/*.ts', 'kernel/**', ...PACKAGES],
    never: ['gateway/create-gateway.ts', 'gateway/main.ts'],
    instead: 'what the phases share are interfaces; only gateway/create-gateway.ts wires them',
  },
  {
    from: ['gateway/rest/**'],
    may: ['gateway/rest/**', 'gateway/*.ts', 'kernel/errors/**', 'client/**', ...PACKAGES],
    never: ['gateway/create-gateway.ts', 'gateway/main.ts'],
    instead: 'REST is a table over named operations; get data through the execute function it is given',
  },
  {
    from: ['gateway/playground/page/**'],
    may: ['gateway/playground/page/**', 'npm:**'],
    instead: 'the page runs in a browser and knows only the public graph',
  },
  {
    from: ['gateway/{PHASE}/**'],
    may: ['gateway/{PHASE}/**', 'gateway/*.ts', 'kernel/**', ...PACKAGES],
    never: ['gateway/create-gateway.ts', 'gateway/main.ts'],
    instead: 'phases do not know each other; put the shared interface into gateway/ and wire in create-gateway.ts',
  },
];

const selection: readonly ImportRule[] = [
  {
    from: [`${SELECTION}/policy/**`],
    may: [`${SELECTION}/policy/**`, 'kernel/errors/**'],
    instead: 'the policy is pure; pass in what it needs, the clock included',
  },
  {
    from: [`${SELECTION}/quota.ts`, `${SELECTION}/ledger.ts`],
    may: [`${SELECTION}/policy/**`, `${SELECTION}/*.ts`],
    instead: 'a port speaks the words of the policy only',
  },
  {
    from: [`${SELECTION}/{ADAPTER}/**`],
    may: [`${SELECTION}/{ADAPTER}/**`, `${SELECTION}/policy/**`, `${SELECTION}/*.ts`, 'kernel/**', ...PACKAGES],
    never: ['kernel/database/**', 'kernel/graphql/**'],
    instead: 'adapters point inwards, at a port or the policy, and never at each other',
  },
  {
    from: [`${SELECTION}/*.ts`],
    may: [`${SELECTION}/*.ts`, `${SELECTION}/policy/**`, 'kernel/errors/**', 'node:**'],
    instead: 'selection works through its ports; subgraphs/processing/module.ts hands it the adapters',
  },
];

const subgraphs: readonly ImportRule[] = [
  {
    from: ['subgraphs/index.ts'],
    may: ['subgraphs/*/module.ts', 'kernel/**', ...PACKAGES],
    instead: 'a subgraph is known by its module.ts',
  },
  {
    from: ['subgraphs/main.ts'],
    may: ['subgraphs/index.ts', 'kernel/**', ...PACKAGES],
    instead: 'a subgraph is started through subgraphs/index.ts',
  },
  {
    from: ['subgraphs/{X}/*.ts'],
    may: ['subgraphs/{X}/**', 'kernel/**', ...PACKAGES],
    instead: "another subgraph's data is reached by reference, over the graph",
  },
  {
    from: ['subgraphs/{X}/entities/**'],
    may: ['subgraphs/{X}/entities/**', 'npm:@mikro-orm/core', 'kernel/errors/**', 'kernel/auth/**'],
    instead: 'an entity holds state and invariants; give it what it needs as a parameter',
  },
  {
    from: ['subgraphs/{X}/repositories/**'],
    may: ['subgraphs/{X}/repositories/**', 'subgraphs/{X}/entities/**', 'kernel/errors/**', 'kernel/pagination/**'],
    instead: 'a repository is a port in domain words; the adapter in subgraphs/{X}/database knows the store',
  },
  {
    from: ['subgraphs/processing/services/**'],
    may: [
      'subgraphs/processing/services/**',
      'subgraphs/processing/repositories/**',
      'subgraphs/processing/entities/**',
      `${SELECTION}/*.ts`,
      'kernel/errors/**',
      'kernel/auth/**',
      'kernel/pagination/**',
      'node:crypto',
    ],
    instead: `a service knows no ORM, GraphQL or HTTP; of selection it sees the files directly in ${SELECTION}`,
  },
  {
    from: ['subgraphs/{X}/services/**'],
    may: [
      'subgraphs/{X}/services/**',
      'subgraphs/{X}/repositories/**',
      'subgraphs/{X}/entities/**',
      'kernel/errors/**',
      'kernel/auth/**',
      'kernel/pagination/**',
      'node:crypto',
    ],
    instead: 'a service knows no ORM, GraphQL or HTTP; go through a repository in subgraphs/{X}/repositories',
  },
  {
    from: ['subgraphs/{X}/api/**'],
    may: [
      'subgraphs/{X}/api/**',
      'subgraphs/{X}/services/**',
      'subgraphs/{X}/entities/**',
      'kernel/graphql/**',
      'kernel/pagination/**',
      'kernel/auth/**',
      'kernel/errors/**',
      'npm:type-graphql',
      'npm:graphql',
      'npm:graphql-scalars',
      'npm:dataloader',
      'npm:zod',
    ],
    instead: 'a resolver is one line into a service in subgraphs/{X}/services',
  },
  {
    from: ['subgraphs/users/security/**'],
    may: [
      'subgraphs/users/security/**',
      'subgraphs/users/services/**',
      'subgraphs/users/repositories/**',
      'subgraphs/users/entities/**',
      'kernel/errors/**',
      'kernel/auth/**',
      ...PACKAGES,
    ],
    never: ['npm:@mikro-orm/**', 'npm:type-graphql', 'npm:graphql', 'npm:fastify'],
    instead: 'an adapter for cryptography points inwards, at a port in subgraphs/users/services',
  },
  {
    from: ['subgraphs/{X}/jobs/**'],
    may: ['subgraphs/{X}/jobs/**', 'subgraphs/{X}/services/**', 'subgraphs/{X}/entities/**', 'kernel/errors/**'],
    instead: 'a task handler is one line into a service in subgraphs/{X}/services',
  },
  {
    from: ['subgraphs/processing/database/**'],
    may: [
      'subgraphs/processing/database/**',
      'subgraphs/processing/repositories/**',
      'subgraphs/processing/entities/**',
      `${SELECTION}/*.ts`,
      'kernel/database/**',
      'kernel/errors/**',
      'kernel/follow/**',
      'npm:@mikro-orm/**',
      'node:crypto',
    ],
    instead: 'an adapter points inwards, at a port',
  },
  {
    from: ['subgraphs/{X}/database/**'],
    may: [
      'subgraphs/{X}/database/**',
      'subgraphs/{X}/repositories/**',
      'subgraphs/{X}/entities/**',
      'kernel/database/**',
      'kernel/pagination/**',
      'kernel/errors/**',
      'kernel/follow/**',
      'npm:@mikro-orm/**',
      'node:crypto',
    ],
    instead: 'an adapter points inwards, at a port in subgraphs/{X}/repositories',
  },
];

const foundations: readonly ImportRule[] = [
  {
    from: ['providers/**'],
    may: ['providers/**', 'kernel/**', ...PACKAGES],
    instead: 'the reference providers are foreign services; they know nothing of the graph',
  },
  {
    from: ['kernel/**'],
    may: ['kernel/**', ...PACKAGES],
    instead: 'the kernel knows neither gateway nor subgraphs; turn the dependency round',
  },
  {
    from: ['client/**'],
    may: ['client/**', 'npm:**'],
    instead: 'the client is published alone; generate what it needs into client/generated',
  },
];

export const IMPORT_RULES: readonly ImportRule[] = [...tools, ...frontDoor, ...selection, ...subgraphs, ...foundations];
