// The panel's own icons: 16 px, drawn with the text's colour, never alone (a word or an accessible name stands beside).
const shapes = {
  copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
  check: 'm3 8.5 3.2 3.2L13 4.8',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8ZM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6Z',
  eyeOff:
    'M3 13 13 3M6 4.2A7 7 0 0 1 8 3.8C12 3.8 14.5 8 14.5 8a12 12 0 0 1-2 2.4M10 11.8a6 6 0 0 1-2 .4C4 12.2 1.5 8 1.5 8a12 12 0 0 1 2-2.4',
  renew: 'M13 8a5 5 0 1 1-1.5-3.6L13 6M13 2.5V6H9.5',
  folder: 'M1.8 12.8V3.2h4.4l1.5 1.9h6.5v7.7z',
  file: 'M3.8 1.8h5.4l3 3v9.4H3.8zM9 1.8V5h3.2',
  link: 'M6.8 9.2a2.5 2.5 0 0 0 3.6 0l2.3-2.3a2.5 2.5 0 0 0-3.6-3.6l-.9.9M9.2 6.8a2.5 2.5 0 0 0-3.6 0L3.3 9.1a2.5 2.5 0 0 0 3.6 3.6l.9-.9',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4Zm3.2 7.4 3.3 3.3',
  chevron: 'm6 3.5 4.5 4.5L6 12.5',
  back: 'M10 3.5 5.5 8l4.5 4.5',
  up: 'M8 13V3.2M3.8 7.4 8 3.2l4.2 4.2',
  down: 'M8 3v9.8M3.8 8.6 8 12.8l4.2-4.2',
  refused: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM4.5 8h7',
  failed: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM5.8 5.8l4.4 4.4m0-4.4-4.4 4.4',
  paused: 'M5.5 3.5v9M10.5 3.5v9',
  waiting: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8ZM8 4.5V8l2.3 1.6',
  lock: 'M3.8 7.2h8.4v6.5H3.8zM5.5 7.2V5a2.5 2.5 0 0 1 5 0v2.2',
  plug: 'M5.5 1.8v3M10.5 1.8v3M3.8 4.8h8.4v2.4a4.2 4.2 0 0 1-8.4 0zM8 11.4v3',
  dots: 'M3 8h.01M8 8h.01M13 8h.01',
  pencil: 'm3 13 .6-2.8 7.3-7.3 2.2 2.2-7.3 7.3z',
  remove: 'M3 4.5h10M6.2 4.5V2.8h3.6v1.7M4.4 4.5l.6 8.7h6l.6-8.7',
  server: 'M2.5 2.8h11v4.4h-11zM2.5 8.8h11v4.4h-11zM5 5h.01M5 11h.01',
  people:
    'M6 2.8a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8ZM1.8 13.2c0-2.6 1.8-3.9 4.2-3.9s4.2 1.3 4.2 3.9M10.6 3.1a2.3 2.3 0 0 1 0 4.3M12 9.6c1.5.5 2.3 1.7 2.3 3.6',
  key: 'M5 7.8a2.7 2.7 0 1 0 0 5.4 2.7 2.7 0 0 0 0-5.4Zm2-.1 6-5.2M10.4 4.7l1.7 1.9',
  sliders: 'M2 4.5h5.5m4 0H14M9.5 2.8v3.4M2 11.5h2.5m4 0H14M6.5 9.8v3.4',
  rows: 'M2.5 3.5h11M2.5 8h11M2.5 12.5h6.5',
  bars: 'M3.5 13.2V8.8M8 13.2V2.8M12.5 13.2V6.3',
  play: 'M5 3.2 12 8l-7 4.8z',
  arrows: 'M2 5.2h11m-3-3 3 3M14 10.8H3m3 3-3-3',
} as const;

export type IconName = keyof typeof shapes;

/** One icon, hidden from assistive technology. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dots' || name === 'server' ? 1.6 : 1.3}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
