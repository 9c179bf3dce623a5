// Perl's Net::FTP: one session for all acts.
import { existsSync } from 'node:fs';
import { needsPrograms } from '../../support/programs.js';
import { runClient, type Act, type Door, type FtpProgram } from '../program.js';

const script = `
use strict; use warnings; use Net::FTP; use JSON::PP;
my ($door, $acts) = @{ JSON::PP->new->latin1->decode(do { local $/; <STDIN> }) };
my $tls = $door->{security};
my $ftp = Net::FTP->new($door->{host}, Port => $door->{port}, Timeout => 30,
    Passive => $door->{mode} eq 'passive' ? 1 : 0,
    ($tls eq 'implicit TLS' ? (SSL => 1) : ()), ($tls ne 'plain' ? (SSL_verify_mode => 0) : ())) or die "connect: $@";
if ($tls eq 'explicit TLS') { $ftp->starttls or die 'starttls: ' . $ftp->message }
$ftp->login($door->{login}, $door->{password}) or die 'login: ' . $ftp->message;
if ($tls ne 'plain') { $ftp->prot('P') or die 'prot: ' . $ftp->message }
$ftp->binary;
my %do = (
    'upload' => sub { $ftp->put($_->{local}, $_->{remote}) },
    'download' => sub { $ftp->get($_->{remote}, $_->{local}) },
    'resume upload' => sub {
        open(my $file, '<', $_->{local}) or die $!;
        seek($file, $_->{atByte}, 0);
        sysseek($file, $_->{atByte}, 0);
        $ftp->append($file, $_->{remote});
    },
    'resume download' => sub { $ftp->get($_->{remote}, $_->{local}, $_->{atByte}) },
    'list' => sub { open(my $file, '>', $_->{local}); print $file "$_\\n" for $ftp->ls($_->{folder}); close($file); 1 },
    'rename' => sub { $ftp->rename($_->{from}, $_->{to}) },
    'delete' => sub { $ftp->delete($_->{remote}) },
    'make folder' => sub { $ftp->mkdir($_->{remote}) },
    'remove folder' => sub { $ftp->rmdir($_->{remote}) },
);
for (@$acts) {
    my $act = $_;
    utf8::downgrade($_) for values %$act;   # under TLS it would cut a line that is marked as characters
    for ($act) { $do{$act->{do}}->() or die "$act->{do}: " . $ftp->message }
}
$ftp->quit;
`;

async function perform(door: Door, acts: readonly Act[]): Promise<void> {
  // Its names are bytes: what is UTF-8 there stays as it is.
  const input = Buffer.from(JSON.stringify([door, acts]), 'utf8').toString('latin1');
  await runClient('perl', ['-e', script], { input: escaped(input) });
}

/** Writes every byte above ASCII as an escape, so that no encoding on the way touches it. */
function escaped(bytes: string): string {
  return bytes.replace(/[^\x00-\x7f]/g, (byte) => `\\u00${byte.charCodeAt(0).toString(16)}`);
}

const tlsModule = '/usr/share/perl5/IO/Socket/SSL.pm';
const perl = needsPrograms('perl');

export const netFtp: FtpProgram = {
  name: "Perl's Net::FTP",
  needs:
    perl.missing || existsSync(tlsModule)
      ? perl
      : { missing: true, note: ' [missing: libio-socket-ssl-perl libnet-ssleay-perl]' },
  cannot: { 'mirror up': 'it has no recursion', 'mirror down': 'it has no recursion' },
  refuses: () => undefined,
  perform,
};
