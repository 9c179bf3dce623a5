// What sessions of the panel look like on the wire.

/** Where one is signed in to the panel. */
export class PanelSession {
  id: string;
  /** What the browser says of itself. */
  userAgent: string;
  clientAddress: string | null;
  signedInAt: string;
  lastSeenAt: string;
  /** Whether this request belongs to it. */
  current: boolean;
}

/** One's own sessions, the one seen last first. */
export class PanelSessionList {
  items: PanelSession[];
}
