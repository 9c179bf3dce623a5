// Words of the network wizard: from a server that is up to customers who can transfer files, in German.
import type { network as english } from '../en/network.js';
import type { Texts } from '../texts.js';

export const network: Texts<typeof english> = {
  network: {
    link: 'Das Netz einrichten',
    title: 'Netz von {{server}}',
    lead: 'FTP braucht zwei Verbindungen: eine für Befehle und eine weitere für jede Liste und jede Datei. Diese fünf Schritte sorgen dafür, dass beide durchkommen.',
    steps: 'Schritte',
    stepOf: 'Schritt {{number}} von 5',
    step: {
      address: 'Adresse',
      mode: 'Modus und Ports',
      firewall: 'Firewall',
      encryption: 'Verschlüsselung',
      test: 'Test',
    },
    heading: {
      address: 'Wo Clients den Server finden',
      mode: 'Wer anwählt, und welche Ports',
      firewall: 'Was durchgelassen werden muss',
      encryption: 'Wie viel Verschlüsselung Sie verlangen',
      test: 'Ob es funktioniert',
    },
    intro: {
      address:
        'Vor jeder Übertragung nennt der Server die Adresse, mit der sich der Client verbinden soll. Es muss eine sein, die Ihre Kunden erreichen.',
      mode: 'Jemand muss die zweite Verbindung anwählen. Im passiven Modus ist es der Client, zu einem Port aus einem Bereich, den Sie wählen: das funktioniert aus fast jeder Wohnung und jedem Büro, nehmen Sie es also, wenn Sie nichts Besseres wissen.',
      firewall:
        'Alles zwischen dem Internet und diesem Server muss diese Ports hereinlassen. Kopieren Sie die Regeln für Ihre Firewall.',
      encryption:
        'Ohne Verschlüsselung gehen Passwörter lesbar durchs Netz. Wählen Sie, wie viel davon Sie von Ihren Kunden verlangen.',
      test: 'Jeder Ihrer FTP-Server, der läuft, verbindet sich mit diesem, wie es das Programm eines Kunden tut, und listet auf alle vier Arten einen Ordner auf.',
    },
    machine: 'Was der Server auf seiner Maschine findet',
    interface: 'Schnittstelle',
    address: 'Adresse',
    situation: {
      direct: 'Nicht hinter einem Router (NAT)',
      'behind-nat': 'Hinter einem Router (NAT)',
      unknown: 'Nicht bekannt',
    },
    use: '{{address}} nehmen',
    useHint:
      'Kunden verbinden sich mit {{address}}; ist das der öffentliche Name dieses Servers, nehmen Sie ihn auch hier.',
    forward: 'Auf Ihrem Router',
    forwardText:
      'Der Server steht hinter NAT: leiten Sie diese TCP-Ports mit denselben Nummern an {{address}} ({{interface}}) weiter.',
    forwardPorts: 'weiterzuleitende Ports',
    certificate: 'Der Server zeigt ein Zertifikat. Der Test sagt, ob FTP-Programme ihm vertrauen.',
    noCertificate:
      'Der Server hat noch kein Zertifikat, deshalb kann keine Verschlüsselung beginnen. Geben Sie ihm eines, bevor Sie sie verlangen.',
    back: 'Zurück',
    continue: 'Weiter',
    toTest: 'Weiter zum Test',
    kept: 'Noch ist nichts angewendet. Was Sie geschrieben haben, bleibt in diesem Tab, bis Sie es anwenden oder verwerfen.',
    applyFirst:
      'Es gibt Änderungen, die nicht angewendet sind. Der Test sieht auf das, was in Kraft ist: wenden Sie sie zuerst an.',
    running: 'Ein Test läuft; seine Ergebnisse erscheinen hier innerhalb einer Minute.',
    older:
      'Dieser Test galt Version {{tested}} der Richtlinie, die neueste ist Version {{version}}. Ein neuer Test beginnt von selbst, sobald die in Kraft ist.',
    none: 'Noch wurde nichts getestet.',
    results: 'Ergebnisse',
    seenFrom: 'Gesehen von {{servers}}.',
    what: {
      control: 'Steuerverbindung',
      tls: 'Verschlüsselung (AUTH TLS)',
      PASV: 'Auflisten mit PASV',
      EPSV: 'Auflisten mit EPSV',
      PORT: 'Auflisten mit PORT, aktiv',
      EPRT: 'Auflisten mit EPRT, aktiv',
    },
    whatUnseen: 'Ein Server, der nicht nachsehen konnte',
    outcome: {
      worked: 'Geht',
      failed: 'Scheitert',
      'not-allowed': 'Aus',
      'not-tested': 'Ungetestet',
    },
    cure: {
      control:
        'Lassen Sie den FTP-Port herein: in der Firewall dieser Maschine, in der Ihrer Cloud und auf dem Router davor.',
      tls: 'Geben Sie dem Server ein Zertifikat, das seinen Host nennt und für das eine Zertifizierungsstelle bürgt.',
      passive:
        'Prüfen Sie die Adresse, die Clients genannt wird, und dass der passive Portbereich überall zwischen dem Internet und diesem Server offen ist.',
      active:
        'Lassen Sie den Server hinauswählen, oder lassen Sie den aktiven Modus aus: der passive Modus genügt fast allen.',
      unseen: 'Sehen Sie nach, dass seine FTP-Prozesse laufen und diesen Server erreichen.',
    },
    goTo: 'Zu Schritt {{number}}, {{step}}',
    seeServers: 'Die Server ansehen',
    done: 'Kunden können Dateien übertragen.',
    doneNext: 'Legen Sie als Nächstes einen Tarif an, dann einen Kunden:',
    plans: 'Tarife',
    customers: 'Kunden',
  },
};
