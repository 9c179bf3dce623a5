// Words of the help page.
export const help = {
  help: {
    title: 'Help with connecting',
    lead: 'What the words mean, what the numbers mean, and where to click in your program.',
    which: 'FTP, FTPS and SFTP',
    ftp: 'FTP is the plain form: everything, your password too, crosses the network in readable form.',
    ftps: 'FTPS is FTP over TLS, as https is http over TLS; programs call it FTPES, “explicit TLS” or “require explicit FTP over TLS”, and it is what to choose here.',
    sftp: 'SFTP is something else with a similar name, a part of SSH at port 22; these logins do not work with it.',
    codes: 'What the numbers mean',
    code: {
      '530': {
        what: '530: the login is refused',
        why: 'The login or the password is wrong, the FTP account is disabled or expired, or it may not be used from your network; the words after the number say which.',
        cure: 'Copy the full login, with the part behind the @. If you do not have the password any more, set a new one on the page of the FTP account; “Refused logins” there says what was wrong.',
      },
      '425': {
        what: '425: the login works, but the list of files or the file does not come',
        why: 'FTP opens a second connection for each listing and each file, and a firewall or router keeps it from opening.',
        cure: 'Choose the mode that the connection card names, as a rule passive. Then watch with the connection doctor: it says which side refuses.',
      },
      '421': {
        what: '421: the server ends the connection',
        why: 'Nothing was said for a while, too many connections are open at once, the password was changed, or the server restarts.',
        cure: 'Connect again. If it comes back at once, allow your program fewer connections at a time.',
      },
    },
    programs: 'Your program',
    programsText:
      'Every program needs the same: host, port, login, password, “explicit TLS” and the mode of the connection card. The card on the page of each FTP account has a file for most of them.',
    program: {
      filezilla:
        'FileZilla: File, Site Manager, New site. Protocol FTP, “Require explicit FTP over TLS”, Logon type “Ask for password”. Transfer settings: passive.',
      winscp:
        'WinSCP: New Site. File protocol FTP, Encryption “TLS/SSL Explicit encryption”. Advanced, Connection: Passive mode.',
      cyberduck:
        'Cyberduck: Open Connection, “FTP-SSL (Explicit AUTH TLS)”. Or open the file that the connection card gives.',
      dreamweaver:
        'Dreamweaver: Manage Sites, Servers, “FTP over SSL/TLS (explicit encryption)”. More Options: Use Passive FTP.',
      terminal: 'In a terminal: copy the curl or lftp line of the connection card; it asks for the password.',
    },
    unknownCertificate: 'A warning about the certificate',
    unknownCertificateText:
      'Where no authority vouches for the server, your program asks once. Compare the SHA-256 fingerprint with the one on the connection card; if they are the same, trust it.',
    doctor: 'Nothing helps?',
    doctorText:
      'The connection doctor watches while you connect and says step by step what your program and the server do. Open an FTP account and choose “Let the connection doctor watch” under its connection card.',
    toAccounts: 'To the FTP accounts',
  },
} as const;
