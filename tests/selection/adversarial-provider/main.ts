import { createPaidProvider } from '../../../providers/index.ts';
import { createAdversarialProvider, type AdversarialProvider } from './create-adversarial-provider.ts';
import type { JudgeReport, ToJudge } from './judge-message.ts';

/** The judge as a process of its own: the free provider under a script, and the paid one beside it. */
const paid = createPaidProvider({ keys: 1_000_000 });
const paidArrivals: number[] = [];
paid.app.addHook('onRequest', async () => {
  paidArrivals.push(performance.now());
});
let free: AdversarialProvider | undefined;
let startedAt = 0;

function report(): JudgeReport {
  if (free === undefined) throw new Error('the judge has no script yet');
  const { verdicts, ...judgement } = free.judgement();
  return {
    ...judgement,
    paid: paid.stats(),
    arrivals: [...verdicts.map(({ atMs }) => atMs + startedAt), ...paidArrivals].sort((a, b) => a - b),
    texts: verdicts.map(({ text }) => text),
  };
}

async function handle(message: ToJudge): Promise<unknown> {
  if (message.kind === 'report') return report();
  const { script } = message;
  startedAt = performance.now();
  free = await createAdversarialProvider(script);
  return { free: free.url, paid: await paid.listen(0, '127.0.0.1') };
}

process.on('message', (message: ToJudge) => {
  void handle(message).then((reply) => process.send?.(reply));
});
process.on('disconnect', () => process.exit(0));
