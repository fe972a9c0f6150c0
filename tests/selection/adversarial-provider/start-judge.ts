import { fork } from 'node:child_process';
import { once } from 'node:events';

import type { JudgeReport, JudgeUrls, ToJudge } from './judge-message.ts';
import type { ProviderScript } from './provider-script.ts';

/** The judge in a process of its own, so that no load on the pods slows its clock. */
export interface Judge {
  readonly urls: JudgeUrls;
  report(): Promise<JudgeReport>;
  close(): Promise<void>;
}

export async function startJudge(script: ProviderScript): Promise<Judge> {
  const child = fork(new URL('./main.ts', import.meta.url), { serialization: 'advanced', execArgv: [] });
  const ended = once(child, 'exit');

  async function ask(message: ToJudge): Promise<unknown> {
    child.send(message);
    const [reply] = await Promise.race([
      once(child, 'message'),
      ended.then(([code]) => {
        throw new Error(`the judge ended with ${String(code)}`);
      }),
    ]);
    return reply;
  }

  const urls = (await ask({ kind: 'play', script })) as JudgeUrls;
  return {
    urls,
    report: async () => (await ask({ kind: 'report' })) as JudgeReport,
    async close() {
      child.disconnect();
      await ended;
    },
  };
}
