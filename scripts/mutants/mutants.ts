import type { Edit, Mutant } from './mutant.ts';

const SELECTION = 'subgraphs/processing/selection';
const MODEL = `${SELECTION}/memory/memory-quota.test.ts`;
const SCRIPTS = `${SELECTION}/redis/redis-quota.test.ts`;
const VIRTUAL_CLOCK = 'tests/selection/virtual-clock/virtual-clock.test.ts';
const PODS = 'tests/selection/pods.test.ts';
const EDGE_CASES = 'tests/selection/edge-cases.test.ts';
const HTTP_CLIENT = `${SELECTION}/clients/http-provider-client.test.ts`;
const AT_ONCE = 'tests/selection/at-once.test.ts';

function inModel(file: string, find: string, replace: string): Edit {
  return { file: `${SELECTION}/policy/${file}`, find, replace };
}

function inRedis(file: string, find: string, replace: string): Edit {
  return { file: `${SELECTION}/redis/${file}`, find, replace };
}

/** The mistakes that are easily made in selection, each of which would cost refusals, money or somebody's allowance. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'a confirmed block is counted from the earliest call of the batch, not from the latest',
    edits: [
      inModel(
        'count-block.ts',
        '  const latestCommit = state.lastNow;\n',
        '  const latestCommit = state.latestCommit > 0 ? Math.min(state.latestCommit, state.lastNow) : state.lastNow;\n',
      ),
      inRedis('outcome.lua', '  g[MC] = g[LN]\n', '  g[MC] = g[MC] > 0 and math.min(g[MC], g[LN]) or g[LN]\n'),
    ],
    suites: [MODEL, SCRIPTS, VIRTUAL_CLOCK],
  },
  {
    name: 'a unit of an earlier period is given back to the present one',
    edits: [
      inModel('allowance.ts', 'period > 0 && period === user.refreshDay', 'period > 0'),
      inRedis('settle.lua', 'record[PERIOD] > 0 and record[PERIOD] == user[REFRESH]', 'record[PERIOD] > 0'),
    ],
    suites: [MODEL, SCRIPTS],
  },
  {
    name: 'as many acceptances as unknown outcomes are held to be enough, without the one more',
    edits: [
      inModel('count-block.ts', 'unknown > 0 ? unknown + 1 :', 'unknown > 0 ? unknown :'),
      inRedis('count-block.lua', 'g[SU] = unknown + 1', 'g[SU] = unknown'),
    ],
    suites: [MODEL, SCRIPTS, VIRTUAL_CLOCK],
  },
  {
    name: 'a probe does not keep the next one back',
    edits: [
      inModel('count-block.ts', 'isSerial(state, window) ? state.lastNow + window.probeMs : 0', '0'),
      inRedis('count-block.lua', 'serial and g[LN] + PROBE or 0', '0'),
    ],
    suites: [MODEL, SCRIPTS, VIRTUAL_CLOCK],
  },
  {
    name: 'a Retry-After makes a block shorter',
    edits: [
      inModel('count-block.ts', 'blockedUntil: Math.max(state.blockedUntil, end)', 'blockedUntil: end'),
      inRedis('outcome.lua', 'g[BU] = math.max(g[BU], finish)', 'g[BU] = finish'),
    ],
    suites: [MODEL, SCRIPTS],
  },
  {
    name: 'a request that the free provider does not get is counted as if it did',
    edits: [
      inModel(
        'decision-table.ts',
        'const group = { ...choice.group, paid: choice.group.paid + 1 };',
        'const group = { ...choice.group, paid: choice.group.paid + 1, possiblyCounted: choice.group.possiblyCounted + 1 };',
      ),
      inRedis('decision-table.lua', 'g[PAID] = g[PAID] + 1', 'g[PAID], g[HI] = g[PAID] + 1, g[HI] + 1'),
    ],
    suites: [MODEL, SCRIPTS, VIRTUAL_CLOCK],
  },
  {
    name: "time is read from the pod's clock, not from Redis",
    edits: [inRedis('redis-quota.ts', 'this.#options.clock?.() ?? 0', 'this.#options.clock?.() ?? Date.now()')],
    suites: [PODS],
  },
  {
    name: 'a decision reads in one step and writes in another',
    edits: [
      inRedis(
        'redis-quota.ts',
        'return this.#options.decisions\n      .run(scripts.reserve, call)',
        'return this.#readBefore(request)\n      .then((read) =>' +
          ' this.#options.decisions.run(scripts.reserve, { ...call, args: [...call.args, ...read] }))',
      ),
      inRedis(
        'redis-quota.ts',
        '  #groupKey(): string {',
        '  async #readBefore({ userId, key }: SelectionRequest): Promise<readonly Buffer[]> {\n' +
          '    const found = await Promise.all(this.#keys(userId, key).map((name) => this.#get(name)));\n' +
          '    return found.map((packed) => packed ?? Buffer.alloc(0));\n' +
          '  }\n\n  #groupKey(): string {',
      ),
      inRedis(
        'state.lua',
        "local stored = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3])",
        "local stored = redis.call('MGET', KEYS[1], KEYS[2], KEYS[3])\n" +
          'if #ARGV == 8 then\n' +
          "  for i = 1, 3 do stored[i] = ARGV[5 + i] ~= '' and ARGV[5 + i] or false end\n" +
          'end',
      ),
    ],
    suites: [SCRIPTS, AT_ONCE],
  },
  {
    name: 'a call is sent however old its slot is',
    edits: [
      {
        file: `${SELECTION}/clients/http-provider-client.ts`,
        find: 'now > call.sendBefore || now > call.answerBefore',
        replace: 'now > call.answerBefore',
      },
    ],
    suites: [HTTP_CLIENT, PODS],
  },
  {
    name: 'nothing is added to a block for the drift between two clocks',
    edits: [inModel('policy.ts', 'window.driftPpm === 0 ? durationMs :', 'window.driftPpm >= 0 ? durationMs :')],
    suites: [MODEL, SCRIPTS, EDGE_CASES],
  },
];
