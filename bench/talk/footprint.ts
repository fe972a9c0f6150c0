import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { WebSocket } from 'ws';

import type { MeasuredProcess } from '../support/start-process.ts';

/** What a process holds and does while nothing happens. */
export interface Footprint {
  /** Resident memory, in bytes. */
  readonly rss: number;
  /** Used memory of the JavaScript heap, in bytes. */
  readonly heap: number;
  /** Used share of one core, from 0 to 1. */
  readonly cpu: number;
}

/** Collects garbage, then watches for a while. */
export async function footprintOf(
  { opsUrl, cpuMs }: MeasuredProcess,
  { inspectorPort, forMs }: { readonly inspectorPort: number; readonly forMs: number },
): Promise<Footprint> {
  if (opsUrl === undefined || cpuMs === undefined) throw new Error('a process without metrics cannot be watched');
  // Metrics are read once before, so that their own memory is there both times.
  await readGauge(opsUrl, 'process_resident_memory_bytes');
  await collectGarbage(inspectorPort);
  const before = await cpuMs();
  await sleep(forMs);
  const after = await cpuMs();
  await collectGarbage(inspectorPort);
  return {
    rss: await readGauge(opsUrl, 'process_resident_memory_bytes'),
    heap: await readGauge(opsUrl, 'nodejs_heap_size_used_bytes'),
    cpu: (after - before) / forMs,
  };
}

async function readGauge(opsUrl: string, name: string): Promise<number> {
  const text = await (await fetch(`${opsUrl}/metrics`)).text();
  const value = new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`${opsUrl}/metrics does not tell ${name}`);
  return Number(value);
}

/** Asks a process that was started with --inspect to collect garbage, and waits until it has. */
async function collectGarbage(port: number): Promise<void> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as readonly {
    readonly webSocketDebuggerUrl: string;
  }[];
  const socket = new WebSocket(targets[0]?.webSocketDebuggerUrl ?? '');
  await once(socket, 'open');
  socket.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }));
  await once(socket, 'message');
  socket.close();
  await once(socket, 'close');
}
