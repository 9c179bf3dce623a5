// Serves what `web/` was built into: its assets for ever, its one page anew, and that page for every route of its own.
import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { Problem } from './problems.js';

/** The folder of the built web pages, beside this checkout's `dist`; undefined where they were not built. */
export function webPagesFolder(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); dirname(folder) !== folder; folder = dirname(folder)) {
    const built = join(folder, 'web', 'dist');
    if (existsSync(join(built, 'index.html'))) return built;
  }
  return undefined;
}

/** No page of a panel belongs into a search engine, least of all one that a link with a secret leads to. */
const pageHeaders = { 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex, nofollow' };

/** Puts the web pages in front of the API; an asset that is not there and anything under /api is not theirs. */
export function serveWebPages(app: NestExpressApplication, folder: string): void {
  const assets = `${sep}assets${sep}`;
  app.useStaticAssets(folder, {
    index: false,
    setHeaders: (response: Response, path) => {
      const forEver = path.includes(assets);
      response.setHeader('Cache-Control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) next();
    else if (request.path.startsWith('/assets/')) next(new Problem('not-found'));
    else response.sendFile('index.html', { root: folder, headers: pageHeaders });
  });
}

function isPage({ method, path }: Request): boolean {
  const ours = path === '/healthz' || path === '/metrics' || path === '/api' || path.startsWith('/api/');
  return (method === 'GET' || method === 'HEAD') && !ours;
}
