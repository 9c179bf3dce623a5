// The panel's process: opens the database, builds the application, serves it, and stops it. Signals are main.ts's business.
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule } from '@nestjs/swagger';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { AppModule } from './app.module.js';
import { panelSecret } from './auth/panel-secret.js';
import { openSessions, type PanelSessions } from './auth/session-middleware.js';
import { PanelFactsService } from './branding/panel-facts.service.js';
import { type Config, SettingError } from './config.js';
import { openDatabase, refuseForeignSchema } from './database/data-source.js';
import { NestLogger } from './http/nest-logger.js';
import { describeApi } from './http/open-api.js';
import { answerNotFound } from './http/problem.filter.js';
import { routePrefix } from './http/route-prefix.js';
import { serveWebPages, webPagesFolder } from './http/web-pages.js';
import { log, setLogLevel } from './log.js';

/** A panel that serves. */
export interface Panel {
  readonly url: string;
  /** Ends streams, lets running requests finish, closes every connection to the database. */
  stop(): Promise<void>;
}

export type PanelConfig = Pick<Config, 'databaseUrl' | 'http' | 'logLevel' | 'minSystemUid' | 'sessionSecret'> &
  Partial<Pick<Config, 'trustedProxies'>>;

const largestBody = '100kb';

/** Starts the panel. Throws SettingError where the database cannot be used or the port is taken. */
export async function startPanel(config: PanelConfig): Promise<Panel> {
  setLogLevel(config.logLevel);
  const { databaseUrl } = config;
  if (databaseUrl === undefined) {
    throw new SettingError('DATABASE_URL', 'name the database, or use `npm start`, which brings its own.');
  }
  const database = await openDatabase(databaseUrl, 'portside panel');
  const sessions = openSessions(databaseUrl, panelSecret(config));
  let app: NestExpressApplication | undefined;
  const stop = async (): Promise<void> => {
    await app?.close();
    await sessions.close();
    if (database.isInitialized) await database.destroy();
  };
  try {
    await refuseForeignSchema(database);
    const module = AppModule.of({ settings: config, databaseUrl, database });
    const options = { logger: new NestLogger(), abortOnError: false, bodyParser: false, forceCloseConnections: true };
    app = await NestFactory.create<NestExpressApplication>(module, options);
    furnish(app, sessions, config);
    await app.init();
    app.use(answerNotFound);
    const url = await listen(app.getHttpServer(), config.http);
    log.info({ url }, 'panel.started');
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Everything a request passes before its route. */
function furnish(app: NestExpressApplication, sessions: PanelSessions, { trustedProxies = [] }: PanelConfig): void {
  app.set('trust proxy', trustedProxies);
  app.disable('x-powered-by');
  // Without TLS in front these two would make a browser look for pages that are not there.
  app.use(
    helmet({
      strictTransportSecurity: false,
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    }),
  );
  app.use(pinoHttp({ logger: log, autoLogging: false }));
  const pages = webPagesFolder();
  if (pages !== undefined) serveWebPages(app, { folder: pages, told: () => app.get(PanelFactsService).forPage() });
  for (const handler of sessions.handlers) app.use('/api', handler);
  app.useBodyParser('json', { limit: largestBody });
  routePrefix(app);
  SwaggerModule.setup('api/docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: '',
  });
}

/** Not Nest's own listen(), which writes a log entry of its own about a port that is taken. */
function listen(server: Server, { host, port }: Config['http']): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenRefusal(error, host, port)));
    server.listen(port, host, () => {
      const bound = server.address() as AddressInfo;
      resolve(`http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`);
    });
  });
}

function listenRefusal(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const { code } = error;
  if (code === 'EADDRINUSE') {
    return new SettingError('HTTP_PORT', `port ${port} is in use; stop the other program or choose another port.`);
  }
  if (code === 'EACCES') {
    return new SettingError('HTTP_PORT', `this process may not listen on port ${port}; choose one of 1024 or more.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new SettingError('HTTP_HOST', `${host} is no address of this machine; choose one that is, or 0.0.0.0.`);
  }
  return error;
}
