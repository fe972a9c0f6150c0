import type { FastifyInstance } from 'fastify';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the gateway counts of itself: requests by route and status, calls to subgraphs by outcome. */
export function createGatewayMetrics(registry: Registry) {
  const requests = new Histogram({
    name: 'stoa_http_request_seconds',
    help: 'Requests by route and status, and how long they took.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  const calls = new Histogram({
    name: 'stoa_subgraph_call_seconds',
    help: 'Calls to subgraphs, and how long they took.',
    labelNames: ['subgraph'],
    buckets: SECONDS,
    registers: [registry],
  });
  const outcomes = new Counter({
    name: 'stoa_subgraph_calls_total',
    help: 'Calls to subgraphs by outcome: ok or an error code.',
    labelNames: ['subgraph', 'outcome'],
    registers: [registry],
  });
  const sockets = new Gauge({
    name: 'stoa_live_sockets',
    help: 'WebSockets that are open.',
    registers: [registry],
  });
  const closes = new Counter({
    name: 'stoa_live_socket_closes_total',
    help: 'WebSockets that were closed, by the code of the close.',
    labelNames: ['code'],
    registers: [registry],
  });
  const streams = new Gauge({
    name: 'stoa_live_streams',
    help: 'Subscriptions that are open, by their field.',
    labelNames: ['field'],
    registers: [registry],
  });
  return {
    /** Called when a socket opens; @returns what is called with the code of its close. */
    openSocket(): (code: number) => void {
      sockets.inc();
      return (code) => {
        sockets.dec();
        closes.inc({ code });
      };
    },
    /** Called when a stream of this field opens; @returns what is called when it is over. */
    openStream(field: string): () => void {
      streams.inc({ field });
      return () => {
        streams.dec({ field });
      };
    },
    observeCall(subgraph: string, outcome: string, seconds: number): void {
      calls.observe({ subgraph }, seconds);
      outcomes.inc({ subgraph, outcome });
    },
    /** Called once, with what tells the present state. */
    observeRevocations(state: { readonly size: () => number; readonly isUpToDate: () => boolean }): void {
      new Gauge({
        name: 'stoa_revoked_credentials',
        help: 'Ended sessions and voided tokens that are refused at the moment.',
        registers: [registry],
        collect() {
          this.set(state.size());
        },
      });
      new Gauge({
        name: 'stoa_revocations_up',
        help: 'Whether news of ended sessions arrives: 1, or 0 while Redis is away and only those known by then are refused.',
        registers: [registry],
        collect() {
          this.set(state.isUpToDate() ? 1 : 0);
        },
      });
    },
    observeRequests(app: FastifyInstance): void {
      app.addHook('onResponse', (request, reply, done) => {
        // How long somebody listens is no time that anybody waited.
        if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) {
          done();
          return;
        }
        requests.observe(
          { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode },
          reply.elapsedTime / 1000,
        );
        done();
      });
    },
  };
}
