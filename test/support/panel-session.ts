// A signed-in panel user of the whole product, over HTTP as a program would be one.
import type { Login, Product } from './product.js';

/** What the panel answered to one request. */
export interface PanelAnswer<T> {
  readonly status: number;
  readonly body: T;
}

/** Talks to the API with a session cookie. */
export class PanelSession {
  private constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  static async signIn(product: Product, who: Login): Promise<PanelSession> {
    const answer = await fetch(`${product.panelUrl}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: who.name, password: who.password }),
    });
    if (!answer.ok) throw new Error(`Signing in was answered with ${answer.status}: ${await answer.text()}`);
    const { csrfToken } = (await answer.json()) as { csrfToken: string };
    const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0]);
    return new PanelSession(`${product.panelUrl}/api/v1`, { Cookie: cookie.join('; '), 'X-Portside-Csrf': csrfToken });
  }

  /** Sends one request; a body is sent as JSON. */
  async ask<T>(method: string, path: string, body?: object): Promise<PanelAnswer<T>> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...this.headers, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
  }
}
