// Words that all lists share: sorting, choosing rows, keys, in German.
import type { lists as english } from '../en/lists.js';
import type { Texts } from '../texts.js';

export const lists: Texts<typeof english> = {
  sort: {
    label: 'Sortieren nach',
    own: 'Neue zuerst',
    by: '{{head}}, {{way}}',
    done: 'Sortiert: {{how}}.',
    text: { up: 'A bis Z', down: 'Z bis A' },
    amount: { up: 'kleinste zuerst', down: 'größte zuerst' },
    past: { up: 'älteste zuerst', down: 'neueste zuerst' },
    due: { up: 'nächste zuerst', down: 'späteste zuerst' },
  },
  pick: {
    all: 'Alle gezeigten Zeilen auswählen',
    one: '{{what}} auswählen',
    acts: 'Was mit den ausgewählten Zeilen geschieht',
    count_one: '{{count}} ausgewählt',
    count_other: '{{count}} ausgewählt',
    none: 'Auswahl aufheben',
  },
  keys: {
    title: 'Tasten auf dieser Seite',
    search: 'Zur Suche',
    help: 'Diese Tasten zeigen',
  },
};
