import { runMain, StartError } from '../kernel/lifecycle/index.ts';
import type { Bench } from './bench.ts';
import { peopleAndTrade } from './people-and-trade/people-and-trade.ts';
import { processMessage } from './process-message.ts';
import { selection } from './selection.ts';
import { talkHistory } from './talk/history.ts';
import { talkRealtime } from './talk/realtime.ts';
import { talkSearch } from './talk/search.ts';

const BENCHES: Readonly<Record<string, Bench>> = {
  'people-and-trade': peopleAndTrade,
  'process-message': processMessage,
  selection,
  'talk-history': talkHistory,
  'talk-realtime': talkRealtime,
  'talk-search': talkSearch,
};

runMain('bench', async ({ lifecycle, logger }) => {
  logger.level = 'warn';
  const print = (line: string): void => console.log(line);
  const name = process.argv[2];
  const bench = name === undefined ? undefined : BENCHES[name];
  if (bench !== undefined) await bench.run({ print, lifecycle });
  else if (name === undefined) print(list());
  else throw new StartError(`There is no benchmark ${name}.\n${list()}`);
  process.kill(process.pid, 'SIGTERM');
});

function list(): string {
  return ['npm run bench -- <name>', ...Object.entries(BENCHES).map(([name, { about }]) => `  ${name}  ${about}`)].join(
    '\n',
  );
}
