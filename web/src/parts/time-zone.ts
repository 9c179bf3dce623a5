// The zone in which all times are shown: the one that somebody chose for themselves, otherwise the browser's.

let chosen: string | undefined;

/** Shows times in this zone from now on; null: the browser's. A zone that this browser does not know changes nothing. */
export function chooseTimeZone(zone: string | null): void {
  chosen = zone !== null && isKnown(zone) ? zone : undefined;
}

/** The chosen zone, for Intl; empty for the browser's. */
export function inZone(): { timeZone?: string } {
  return chosen === undefined ? {} : { timeZone: chosen };
}

/** The zone of the browser, such as Europe/Berlin. */
export function browserTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Every zone this browser knows by name. */
export function timeZones(): readonly string[] {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes('UTC') ? known : ['UTC', ...known];
}

function isKnown(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** The instant as a datetime-local field takes it, in the zone: 2027-01-31T12:00. */
export function wallTime(iso: string): string {
  return new Date(new Date(iso).getTime() + offsetMs(iso)).toISOString().slice(0, 16);
}

/** The instant that a datetime-local field means, in the zone. */
export function instantOf(wall: string): string {
  const asUtc = new Date(`${wall}Z`).getTime();
  // The offset at that moment, not at the one that the clock's face would be in UTC: it differs around a change of it.
  const near = new Date(asUtc - offsetMs(new Date(asUtc).toISOString()));
  return new Date(asUtc - offsetMs(near.toISOString())).toISOString();
}

/** How far the clocks of the zone are ahead of UTC. */
function offsetMs(iso: string): number {
  const at = new Date(iso);
  const parts = new Intl.DateTimeFormat('en-GB', {
    ...inZone(),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '00';
  const face = `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}T${of('hour')}:${of('minute')}:${of('second')}Z`;
  return new Date(face).getTime() - Math.floor(at.getTime() / 1000) * 1000;
}
