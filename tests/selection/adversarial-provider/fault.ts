import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import type { FaultRule } from './provider-script.ts';

const DRIP_MS = 10;

/** Does to a request what its fault says; nothing of it is an answer that could be used. */
export function inflict(kind: FaultRule['kind'], response: ServerResponse, socket: Socket): void {
  switch (kind) {
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'silence':
      return;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{');
      const drip = setInterval(() => response.write(' '), DRIP_MS);
      response.on('close', () => clearInterval(drip));
      return;
    }
    case 'torn':
      response.writeHead(200, { 'content-length': '100' }).write('{"text":', () => socket.resetAndDestroy());
      return;
    case 'status_500':
      response.writeHead(500).end('{"error":"Something went wrong."}');
      return;
    case 'redirect':
      response.writeHead(307, { location: '/elsewhere' }).end();
      return;
    case 'unasked_continue':
      response.writeContinue();
      response.writeHead(200).end('{"text":"an answer"}');
  }
}

/** Chooses the fault of each request, by the rules' own counting. */
export class FaultPlan {
  readonly #rules: readonly FaultRule[];
  readonly #seen = new Map<FaultRule, number>();

  constructor(rules: readonly FaultRule[]) {
    this.#rules = rules;
  }

  next({ isReused }: { readonly isReused: boolean }): FaultRule | undefined {
    return this.#rules.find((rule) => {
      if (rule.onReusedConnection && !isReused) return false;
      const seen = (this.#seen.get(rule) ?? 0) + 1;
      this.#seen.set(rule, seen);
      return seen % rule.everyNth === 0;
    });
  }
}
