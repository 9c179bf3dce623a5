// Words of what holds for the whole installation: rules for new passwords, how the panel shows itself, its health; in German.
import type { system as english } from '../en/system.js';
import type { Texts } from '../texts.js';

export const system: Texts<typeof english> = {
  support: { title: 'Wen Sie fragen' },
  newPasswords: {
    title: 'Neue Passwörter',
    lead: 'Für FTP-Zugänge und für alle, die sich hier anmelden, wo immer ein Passwort gewählt wird. Passwörter in Gebrauch bleiben, und die, die Sie importieren, auch.',
    shortest: 'Mindestlänge in Zeichen',
    shortestHint: 'Von 8 bis 64. Daneben gelten höchstens 72 Bytes: mehr liest bcrypt nicht.',
    shortestWrong: 'Schreiben Sie eine ganze Zahl von 8 bis 64.',
    score: 'Erraten',
    scoreHint: 'Wie schwer ein Passwort zu erraten sein muss. Wörter, Namen, Jahre und Tastenreihen zählen als leicht.',
    scores: {
      s0: 'Alles geht',
      s1: 'Keines der häufigsten',
      s2: 'Mäßig: mehr als eine Million Versuche',
      s3: 'Gut: mehr als hundert Millionen Versuche',
      s4: 'Stark: mehr als zehn Milliarden Versuche',
    },
    billing:
      'Passwörter, die ein Abrechnungssystem übergibt, werden ab 10 Zeichen und „Mäßig“ angenommen, wie streng Sie hier auch sind: sie sind zufällig, und keine Bestellung soll an einem hängen bleiben.',
    made: 'Passwörter, die das Panel erzeugt, halten diese Regeln von selbst ein.',
    save: 'Speichern',
    saved: 'Gespeichert. Es gilt von nun an für neue Passwörter.',
  },
  branding: {
    title: 'Auftritt',
    lead: 'Wie dieses Panel heißt und wen Ihre Kunden fragen. FTP-Programme begrüßt, was Sie unter „Limits“ eines Servers schreiben.',
    name: 'Name',
    nameHint: 'In der Leiste, im Tab des Browsers, wo man sich anmeldet und sein Passwort wählt.',
    nameMissing: 'Schreiben Sie einen Namen.',
    text: 'Wen Kunden fragen',
    textHint:
      'Eine Zeile, etwa „Unsere Nachtschicht: 0621 1234“. Sie steht, wo das Panel einen Kunden bittet, Sie zu fragen, auf der Hilfeseite und wo man sich anmeldet. Leer: dort steht nichts.',
    textMissing: 'Schreiben Sie, was der Link sagen soll, oder nehmen Sie den Link weg.',
    link: 'Wohin das führt',
    linkHint:
      'Eine Seite oder eine E-Mail-Adresse, etwa https://help.example oder mailto:support@host.example. Darf leer bleiben.',
    linkWrong: 'Schreiben Sie einen Link, der mit https:// oder mailto: beginnt.',
    logos: 'Logo',
    logosHint:
      'Ein Bild anstelle des Zeichens; es wird vor dem Senden verkleinert. Gibt es nur eines, zeigen es beide Gründe.',
    onLight: 'Auf hellen Seiten',
    onDark: 'Auf dunklen Seiten',
    choose: 'Bild wählen…',
    chooseFor: { light: 'Bild wählen… für helle Seiten', dark: 'Bild wählen… für dunkle Seiten' },
    takeAway: 'Wegnehmen',
    takeAwayFor: { light: 'Das Logo auf hellen Seiten wegnehmen', dark: 'Das Logo auf dunklen Seiten wegnehmen' },
    noPicture: 'Ihr Browser kann dieses Bild nicht lesen. Wählen Sie ein PNG, JPEG oder WebP.',
    picture: 'ein Bild',
    save: 'Speichern',
    saved: 'Gespeichert.',
  },
  health: {
    title: 'Zustand',
    lead: 'Was das Panel findet, wenn es die Datenbank und jeden Server ansieht, wie portside doctor es auf der Kommandozeile sagt.',
    again: 'Noch einmal nachsehen',
    at: 'Nachgesehen: {{at}}.',
    todo: 'Zu beheben',
    nothing: 'Alles ist in Ordnung.',
    fine_one: '{{count}} Sache ist in Ordnung',
    fine_other: '{{count}} Sachen sind in Ordnung',
    check: {
      database: 'Datenbank',
      migrations: 'Migrationen',
      clock: 'Uhr',
      heartbeat: 'FTP-Prozesse',
      version: 'Version',
      policy: 'Richtlinie',
      latency: 'Verbindung zur Datenbank',
      certificate: 'Zertifikat',
      'passive range': 'Passiver Bereich',
      'self-test': 'Selbsttest',
      'web roots': 'Web-Roots',
    },
  },
};
