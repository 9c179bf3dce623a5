// What became of a data connection, for people, in German: what happened and why, and one thing to do, for a customer and
// for the admin. What stands for a port, an address or a verb is in the dative, so the sentences ask for that.
import type { verdictFacts as englishFacts, verdicts as english } from '../en/verdicts.js';
import type { Texts } from '../texts.js';

export const verdicts: Texts<typeof english> = {
  worked: { what: 'Die Datenverbindung funktioniert.' },
  'not-used': { what: 'Das FTP-Programm benutzt die Datenverbindung nicht, um die es gebeten hat.' },
  'client-aborted': { what: 'Das FTP-Programm bricht die Übertragung ab.' },
  'mode-denied': {
    what: 'Das FTP-Programm fragt mit {{verb}}, und das ist hier ausgeschaltet.',
    why: 'Die Regeln für diesen FTP-Zugang lassen nur den anderen Modus übrig.',
    customer: 'Wählen Sie den Modus, den die Verbindungskarte nennt.',
    admin: 'Kann dieses Programm nichts anderes, erlauben Sie es für den FTP-Zugang oder sein Netz.',
  },
  'no-one-came': {
    what: 'Niemand kommt zu {{port}}, obwohl der Server dort wartet.',
    why: 'Eine Firewall auf dem Weg, höchstwahrscheinlich die des Servers, verwirft Verbindungen zu seinen passiven Ports.',
    customer: 'Nennen Sie Ihrem Anbieter die Referenz: seine Firewall muss die passiven Ports hereinlassen.',
    admin: 'Öffnen Sie den passiven Portbereich in der Firewall des Servers und in denen davor.',
  },
  'came-from-other-address': {
    what: 'An {{port}} kommt eine Verbindung an, aber nicht von der Adresse dieser Sitzung.',
    why: 'Auf der Seite des Clients steht ein VPN, ein Proxy oder ein Router mit mehreren öffentlichen Adressen.',
    customer: 'Verbinden Sie sich ohne VPN oder Proxy oder aus einem anderen Netz.',
    admin: 'Am Server ist nichts zu beheben: bitten Sie um eine Verbindung ohne VPN oder Proxy.',
  },
  'reply-was-rewritten': {
    what: 'Das FTP-Programm wählt einen anderen Port an als den, den der Server anbietet.',
    why: 'Ein Router auf dem Weg schreibt die Antworten des Servers um, weil er sie lesen kann.',
    customer: 'Schalten Sie Verschlüsselung ein (explizites TLS): dann kann auf dem Weg niemand etwas umschreiben.',
    admin: 'Schalten Sie die FTP-Hilfe (ALG) des Routers vor dem Server aus, oder verlangen Sie TLS.',
  },
  'offered-private-address': {
    what: 'Der Server lädt zu {{address}} ein, und die erreicht von außen niemand.',
    why: 'Er steht hinter einem Router und kennt seine öffentliche Adresse nicht.',
    customer: 'Nennen Sie Ihrem Anbieter die Referenz: der Server muss seine öffentliche Adresse kennen.',
    admin: 'Tragen Sie die öffentliche Adresse in der Richtlinie dieses Servers ein.',
  },
  'client-asked-for-private-address': {
    what: 'Das FTP-Programm bittet um Rückruf an {{address}} in seinem eigenen Netz.',
    why: 'Im aktiven Modus muss das Programm seine öffentliche Adresse nennen, und die kennt es nicht.',
    customer: 'Stellen Sie Ihr FTP-Programm auf den passiven Modus um.',
    admin: 'Am Server ist nichts zu beheben: raten Sie zum passiven Modus.',
  },
  'client-asked-for-other-address': {
    what: 'Das FTP-Programm bittet den Server um Rückruf an {{address}}, kommt aber selbst nicht von dort.',
    why: 'Der Server wählt nur die Adresse an, von der eine Sitzung kommt, damit er sich nicht gegen andere benutzen lässt.',
    customer: 'Stellen Sie Ihr FTP-Programm auf den passiven Modus um.',
    admin: 'Übertragungen von Server zu Server werden mit Absicht abgelehnt: raten Sie zum passiven Modus.',
  },
  'client-asked-for-low-port': {
    what: 'Das FTP-Programm bittet um Rückruf an {{port}} unter 1024.',
    why: 'Ports unter 1024 gehören anderen Diensten, deshalb wählt der Server sie nicht an.',
    customer: 'Stellen Sie Ihr FTP-Programm auf den passiven Modus um.',
    admin: 'Am Server ist nichts zu beheben: raten Sie zum passiven Modus.',
  },
  'client-refused': {
    what: 'Der Server wird an {{port}} des Clients abgewiesen.',
    why: 'Eine Firewall auf der Seite des Clients lehnt Verbindungen von außen ab, wie es die meisten tun.',
    customer: 'Stellen Sie Ihr FTP-Programm auf den passiven Modus um.',
    admin: 'Am Server ist nichts zu beheben: raten Sie zum passiven Modus.',
  },
  'client-unreachable': {
    what: 'Der Server bekommt an {{port}} des Clients keine Antwort.',
    why: 'Ein Router oder eine Firewall auf der Seite des Clients verwirft Verbindungen von außen.',
    customer: 'Stellen Sie Ihr FTP-Programm auf den passiven Modus um.',
    admin: 'Am Server ist nichts zu beheben: raten Sie zum passiven Modus.',
  },
  'server-could-not-dial': {
    what: 'Der Server kann nicht zum Client hinauswählen.',
    why: 'Sein eigenes Netz oder seine eigene Firewall hält es auf, bevor etwas hinausgeht.',
    customer: 'Stellen Sie Ihr FTP-Programm auf den passiven Modus um.',
    admin: 'Lassen Sie die Firewall des Servers Verbindungen von seinem Ausgangsport durchlassen.',
  },
  'range-full': {
    what: 'Der Server hat für diese Adresse keinen passiven Port mehr frei.',
    why: 'Von dort laufen zu viele Übertragungen gleichzeitig.',
    customer: 'Lassen Sie Ihr FTP-Programm weniger Verbindungen auf einmal öffnen.',
    admin: 'Erweitern Sie den passiven Portbereich in der Richtlinie dieses Servers.',
  },
  'client-left-early': {
    what: 'Das FTP-Programm legt auf, bevor die Übertragung beginnt.',
    why: 'Es wurde angehalten, oder es hat das Warten aufgegeben.',
    customer: 'Versuchen Sie es noch einmal; bleibt es dabei, versuchen Sie ein anderes FTP-Programm.',
    admin: 'Am Server ist nichts zu beheben, er war bereit: sehen Sie sich das FTP-Programm an.',
  },
  'tls-not-resumed': {
    what: 'Das FTP-Programm beginnt auf der Datenverbindung eine neue TLS-Sitzung.',
    why: 'Dieser Server will die der Steuerverbindung wiederaufgenommen sehen, damit niemand sonst an die Daten kommt.',
    customer: 'Aktualisieren Sie Ihr FTP-Programm, oder schalten Sie darin die Wiederaufnahme von TLS-Sitzungen ein.',
    admin:
      'Wo Programme es nicht können, stellen Sie die Wiederaufnahme in der Richtlinie dieses Servers auf „Bevorzugt“.',
  },
  'tls-not-spoken': {
    what: 'Das FTP-Programm sendet unverschlüsselte Bytes, wo TLS vereinbart war.',
    why: 'Es bittet um geschützte Daten (PROT P) und verschlüsselt dann nicht.',
    customer: 'Aktualisieren Sie Ihr FTP-Programm, oder versuchen Sie ein anderes.',
    admin: 'Am Server ist nichts zu beheben, er war bereit: sehen Sie sich das FTP-Programm an.',
  },
  'tls-alert': {
    what: 'Das FTP-Programm bricht den TLS-Handshake der Datenverbindung ab.',
    why: 'Es nimmt das Zertifikat des Servers nicht an, oder dessen TLS-Version nicht.',
    customer: 'Nehmen Sie das Zertifikat an, dessen Fingerabdruck die Verbindungskarte zeigt.',
    admin: 'Geben Sie dem Server ein Zertifikat, das für seinen Hostnamen steht.',
  },
  'tls-unfinished': {
    what: 'Der TLS-Handshake der Datenverbindung kommt nie zum Ende.',
    why: 'Etwas auf dem Weg lässt die Verbindung herein und verwirft, was folgt.',
    customer: 'Versuchen Sie es aus einem anderen Netz, oder fragen Sie, wer Ihre Firewall betreut.',
    admin: 'Fragen Sie, ob eine Firewall auf der Seite des Clients in TLS hineinsieht.',
  },
  'tls-failed': {
    what: 'TLS scheitert auf der Datenverbindung.',
    why: 'Das FTP-Programm und der Server werden sich nicht einig, wie sie verschlüsseln.',
    customer: 'Aktualisieren Sie Ihr FTP-Programm, oder versuchen Sie ein anderes.',
    admin: 'Sehen Sie sich das FTP-Programm an; die Aufzeichnung nennt, was TLS sagt.',
  },
  stalled: {
    what: 'Die Datenverbindung steht still, bis der Server sie schließt.',
    why: 'Etwas auf dem Weg verwirft sie wortlos, oder das Netz war weg.',
    customer: 'Senden Sie es noch einmal; die meisten Programme machen weiter, wo sie aufgehört haben.',
    admin: 'Fragen Sie, ob eine Firewall auf der Seite des Clients stille Verbindungen vergisst.',
  },
  'client-left': {
    what: 'Das FTP-Programm schließt die Datenverbindung, bevor alles übertragen ist.',
    why: 'Es wurde angehalten, oder sein Netz war weg.',
    customer: 'Senden Sie es noch einmal; die meisten Programme machen weiter, wo sie aufgehört haben.',
    admin: 'Am Server ist nichts zu beheben.',
  },
  unknown: {
    what: 'Die Datenverbindung scheitert.',
    why: 'Der Server nennt es „{{verdict}}“, und dafür hat dieses Panel noch keinen Satz.',
    customer: 'Nennen Sie Ihrem Anbieter die Referenz.',
    admin: 'Schlagen Sie die Referenz im Protokoll des Servers nach.',
  },
};

export const verdictFacts: Texts<typeof englishFacts> = {
  port: 'Port {{port}}',
  somePort: 'einem Port',
  someAddress: 'einer Adresse',
  someVerb: 'einem Befehl',
};
