// The panel's sessions: a random id in a cookie, everything else in Postgres, where it can be taken back.
import { createHmac } from 'node:crypto';
import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import passport from 'passport';
import pg from 'pg';
import { connectionOptions } from '../database/connection.js';
import { sessionCookie } from '../http/open-api.js';
import { log } from '../log.js';

declare module 'express-session' {
  interface SessionData {
    /** What a changing request repeats in X-Portside-Csrf. */
    csrfToken: string;
  }
}

const lifeMs = 12 * 60 * 60 * 1000;

/** The handlers that give a request its session and its panel user, and how to end what they hold open. */
export interface PanelSessions {
  readonly handlers: RequestHandler[];
  close(): Promise<void>;
}

/** Opens the session store over two connections of its own. `secret` signs the cookie; undefined derives one. */
export function openSessions(url: string, secret: string | undefined): PanelSessions {
  const pool = new pg.Pool({ ...connectionOptions(url, 'portside panel sessions'), max: 2 });
  pool.on('error', (error) => log.warn({ err: error }, 'sessions.connection-lost'));
  const Store = connectPgSimple(session);
  const store = new Store({
    pool,
    tableName: 'panel_sessions',
    pruneSessionInterval: 15 * 60,
    errorLog: (...words: unknown[]) => log.warn({ words: words.map(String) }, 'sessions.store'),
  });
  const withSession = session({
    name: sessionCookie,
    secret: secret ?? secretFrom(url),
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', path: '/', maxAge: lifeMs },
  });
  const close = async (): Promise<void> => {
    store.close();
    await pool.end();
  };
  return { handlers: [withSession, passport.session() as RequestHandler], close };
}

/** Whoever has the URL can write sessions anyway; the same secret on every panel of one database. */
function secretFrom(url: string): string {
  return createHmac('sha256', url).update('portside panel sessions').digest('base64url');
}
