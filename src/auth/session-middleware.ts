// The panel's sessions: a random id in a cookie, everything else in Postgres, where it can be taken back.
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
    /** Where and since when somebody is signed in; shown to them, with an id that opens nothing. */
    signedIn: { readonly id: string; readonly at: string; readonly address: string | null; readonly userAgent: string };
    /** Whose password was right while the second step is missing: nobody is signed in yet. */
    pendingSignIn: { readonly userId: string; readonly untilMs: number };
    /** The locked TOTP secret, in base64, that waits for its first code. */
    enrolment: { readonly locked: string };
  }
}

/** How long a session lives without a request; each one prolongs it. */
export const sessionLifeMs = 12 * 60 * 60 * 1000;

/** The handlers that give a request its session and its panel user, and how to end what they hold open. */
export interface PanelSessions {
  readonly handlers: RequestHandler[];
  close(): Promise<void>;
}

/** Opens the session store over two connections of its own. `secret` signs the cookie. */
export function openSessions(url: string, secret: string): PanelSessions {
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
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', path: '/', maxAge: sessionLifeMs },
  });
  const close = async (): Promise<void> => {
    store.close();
    await pool.end();
  };
  return { handlers: [withSession, passport.session() as RequestHandler], close };
}
