// The address of a page of the panel, as whoever asks reaches it.
import type { Request } from 'express';

/** The URL of a path of this panel, under the name it was asked by. Only ever told to the one who asked by that name. */
export function panelUrl(request: Request, path: string): string {
  const behindTls = request.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
  return `${behindTls ? 'https' : request.protocol}://${request.get('host') ?? 'localhost'}${path}`;
}
