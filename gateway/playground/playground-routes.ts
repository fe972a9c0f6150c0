import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loadPlaygroundFiles } from './playground-files.ts';

export interface PlaygroundOptions {
  /** The path on this host to which the page sends its operations. */
  readonly endpoint: string;
}

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

// GraphiQL sets styles on elements; nothing else may come from anywhere but this host, and nothing is evaluated.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

/**
 * Serves GraphiQL at `GET /playground` from memory, wholly offline, with its files below `/playground/`.
 * The files are read at the first request, so a gateway whose page nobody opens pays nothing for it.
 */
export function registerPlayground(app: FastifyInstance, { endpoint }: PlaygroundOptions): void {
  let loading: Promise<ReadonlyMap<string, Asset>> | undefined;
  const load = async () => (loading ??= loadAssets(endpoint));

  app.get('/playground', async (request, reply) => {
    void reply.header('content-security-policy', CONTENT_SECURITY_POLICY);
    return send(request, reply, (await load()).get('index.html'));
  });
  app.get<{ Params: { name: string } }>('/playground/:name', async (request, reply) =>
    send(request, reply, (await load()).get(request.params.name)),
  );
}

async function loadAssets(endpoint: string): Promise<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>();
  for (const [name, contents] of await loadPlaygroundFiles()) assets.set(name, defineAsset(name, contents));
  return assets.set('index.html', defineAsset('index.html', Buffer.from(renderPage(endpoint))));
}

function defineAsset(name: string, contents: Uint8Array): Asset {
  return {
    type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    body: Buffer.from(contents),
    etag: `"${createHash('sha256').update(contents).digest('base64url').slice(0, 22)}"`,
  };
}

function send(request: FastifyRequest, reply: FastifyReply, asset: Asset | undefined): FastifyReply {
  if (asset === undefined) {
    reply.callNotFound();
    return reply;
  }
  const { body, etag, type } = asset;
  void reply.headers({ etag, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.type(type).send(body);
}

function renderPage(endpoint: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Stoa playground</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/playground/playground.css">
  </head>
  <body>
    <div id="playground" data-endpoint="${endpoint}"></div>
    <script type="module" src="/playground/playground.js"></script>
  </body>
</html>
`;
}
