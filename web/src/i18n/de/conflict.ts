// Words for when two people change the same thing, in German.
import type { conflict as english } from '../en/conflict.js';
import type { Texts } from '../texts.js';

export const conflict: Texts<typeof english> = {
  conflict: {
    title: 'Jemand anders hat das geändert',
    notice:
      'Während Sie schrieben, hat jemand anders dieselben Felder geändert. Nichts, was Sie geschrieben haben, geht verloren.',
    show: 'Den Unterschied zeigen',
    text: 'Während Sie daran arbeiteten, hat jemand anders eine Änderung gespeichert. Von Ihrer ist noch nichts gespeichert, und nichts geht verloren.',
    choice:
      'Übernehmen Sie die andere, ist weg, was Sie hier geschrieben haben. Behalten Sie Ihre, ersetzt sie das, was Sie geändert haben; der Rest der anderen bleibt.',
    field: 'Einstellung',
    was: 'Vorher',
    theirs: 'Die andere',
    yours: 'Ihre',
    untouched: 'von Ihnen nicht geändert',
    takeTheirs: 'Die andere übernehmen',
    applyMine: 'Meine behalten',
    nothing: 'nichts',
    yes: 'ja',
    no: 'nein',
  },
};
