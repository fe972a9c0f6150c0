import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { reverseText } from '../../../providers/reverse-text.ts';
import { CountRule } from './count-rule.ts';
import { FaultPlan, inflict } from './fault.ts';
import { judge, type Judgement, type Verdict } from './judgement.ts';
import type { FaultRule, ProviderScript } from './provider-script.ts';
import { refusalAnswer } from './refusal-answer.ts';

/** A free provider that plays a script and keeps the only count that tests believe. */
export interface AdversarialProvider {
  readonly url: string;
  judgement(): Judgement;
  /** Faults and outsiders stop; the rules stay. */
  calmDown(): void;
  close(): Promise<void>;
}

/** Starts the provider on a free port of 127.0.0.1. It speaks `POST /process {text}` -> `{text}`, reversed. */
export async function createAdversarialProvider(script: ProviderScript): Promise<AdversarialProvider> {
  const rule = new CountRule(script);
  const verdicts: Verdict[] = [];
  const sockets = new Set<Socket>();
  const used = new WeakSet<Socket>();
  const startedAt = performance.now();
  let faults = new FaultPlan(script.faults ?? []);
  let outsiderEveryNth = script.outsiderEveryNth ?? Infinity;
  let accepted = 0;
  let outsiders = 0;

  const now = (): number => (performance.now() - startedAt) * (1 + (script.clockPpm ?? 0) / 1e6);

  function decide(text: string, fault: FaultRule | undefined): Verdict {
    const atMs = now();
    const { batch } = rule;
    const verdict = fault?.counted === false ? 'not_counted' : rule.arrive(atMs);
    const judged: Verdict = { atMs, text, verdict, faulted: fault !== undefined && verdict !== 'refused', batch };
    verdicts.push(judged);
    if (verdict === 'accepted' && (accepted += 1) % outsiderEveryNth === 0) callAsOutsider();
    return judged;
  }

  function callAsOutsider(): void {
    outsiders += 1;
    for (let call = 0; call < 2; call += 1) if (rule.arrive(now()) === 'accepted') rule.complete(now());
  }

  function answer(request: IncomingMessage, response: ServerResponse, text: string): void {
    const { socket } = request;
    const fault = faults.next({ isReused: used.has(socket) });
    used.add(socket);
    const { verdict, faulted } = decide(text, fault);
    if (script.earlyHints) response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    if (script.halfCloses) response.on('finish', () => socket.end());
    if (fault !== undefined && faulted) {
      if (fault.counted) rule.complete(now());
      inflict(fault.kind, response, socket);
    } else if (verdict === 'refused') refuse(response);
    else accept(response, text);
  }

  function refuse(response: ServerResponse): void {
    const wallClockMs = Date.now() + (script.wallClockOffMs ?? 0);
    const { status, headers, body } = refusalAnswer(script, rule.blockLeftMs(now()), wallClockMs);
    response.writeHead(status, { ...remainingHeaders(), ...headers }).end(body);
  }

  function accept(response: ServerResponse, text: string): void {
    const [shortest, longest] = script.workMs ?? [0, 0];
    const finish = (): void => {
      rule.complete(now());
      response
        .writeHead(200, { 'content-type': 'application/json', ...remainingHeaders() })
        .end(JSON.stringify({ text: reverseText(text) }));
    };
    if (longest === 0) finish();
    else setTimeout(finish, shortest + Math.random() * (longest - shortest));
  }

  function remainingHeaders(): Record<string, string> {
    if (!script.tellsRemaining) return {};
    const atMs = now();
    return {
      'x-ratelimit-remaining': String(rule.remaining(atMs)),
      'x-ratelimit-reset-ms': String(Math.ceil(rule.blockLeftMs(atMs))),
    };
  }

  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { text } = JSON.parse(Buffer.concat(chunks).toString()) as { readonly text: string };
      answer(request, response, text);
    });
  });
  server.on('connection', (socket: Socket) => {
    // A cut connection is part of the play.
    sockets.add(socket.on('error', () => undefined));
    socket.on('close', () => sockets.delete(socket));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');

  function calmDown(): void {
    faults = new FaultPlan([]);
    outsiderEveryNth = Infinity;
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    judgement: () => judge(verdicts, { batch: rule.batch, outsiders }),
    calmDown,
    async close() {
      calmDown();
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
