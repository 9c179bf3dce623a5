// What the self-test of a server says, in German.
import type { selfTest as english } from '../en/self-test.js';
import type { Texts } from '../texts.js';

export const selfTest: Texts<typeof english> = {
  selfTest: {
    title: 'Selbsttest',
    lead: 'Jeder FTP-Server, der läuft, verbindet sich mit {{server}} wie das Programm eines Kunden und probiert alle vier Arten, einen Ordner aufzulisten.',
    start: 'Jetzt testen',
    none: 'Er wurde noch nicht getestet. Ein Test beginnt von selbst, sobald einer seiner FTP-Prozesse läuft.',
    tested: 'Getestet',
    reasons: {
      asked: 'weil {{who}} darum bat.',
      policy: 'weil sich die Richtlinie änderte.',
      certificate: 'weil sich das Zertifikat änderte.',
      schedule: 'wie alle 15 Minuten.',
    },
    from: 'Von',
    own: 'sich selbst',
    control: 'Steuerung',
    tls: 'TLS',
    outcome: {
      worked: 'Geht',
      failed: 'Scheitert',
      'not-allowed': 'Aus',
      'not-tested': 'Ungetestet',
    },
    finding: '{{what}}, von {{server}} aus',
    outside: 'Von Ihrem eigenen Rechner, mit einem beliebigen FTP-Zugang:',
    curl: 'curl-Zeile',
  },
};
