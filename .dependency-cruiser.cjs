// What may import what. `npm run imports` checks it; each rule's comment is its reason.
const rule = (name, comment, ...[from, to]) => ({ name, comment, severity: 'error', from, to });

const engine = '^src/ftp/';
const runtime = '^src/ftp-runtime/';
/** Each folder is one but these. */
const features = '^src/(?!(ftp|ftp-client|ftp-runtime|launch|cli|import|database)/)[^/]+/';
const framework = '(^|/)node_modules/(@nestjs|typeorm)/';

module.exports = {
  forbidden: [
    rule(
      'engine-is-free',
      'The engine knows Node and itself; it could be published tomorrow.',
      { path: engine, pathNot: '\\.spec\\.ts$' },
      { pathNot: engine, dependencyTypesNot: ['core'] },
    ),
    rule(
      'disk-only-in-jail',
      'Whoever audits file access reads one folder.',
      { path: engine, pathNot: ['^src/ftp/jail/', '\\.spec\\.ts$'] },
      { path: '^(node:)?fs(/promises)?$' },
    ),
    rule(
      'sockets-at-the-edges',
      'Commands and parsers never see a socket.',
      { path: '^src/ftp/(commands|control|jail)/', pathNot: '\\.spec\\.ts$' },
      { path: '^(node:)?(net|tls|dgram|http|https)$' },
    ),
    rule(
      'features-know-policy-only',
      'A feature may know what a policy is, what an account may do, how names are written in its rules, which verdicts there are and what stands on a certificate, not how FTP works.',
      { path: features },
      {
        path: engine,
        pathNot:
          '^src/ftp/(policy|mode-rules|networks|account|name-rules|virtual-path|verdict|certificate-description)\\.ts$',
      },
    ),
    rule(
      'runtime-through-the-door',
      "The runtime uses the engine by its index, like every other program. The primary process holds the engine's passive range and its count of sessions and nothing else of it.",
      { path: runtime },
      { path: engine, pathNot: '^src/ftp/(index|session-places|data/passive-(pool|ports))\\.ts$' },
    ),
    rule(
      'runtime-without-framework',
      'An FTP worker is one of many on a machine: it stays plain TypeScript and pg, so that it starts fast and stays small.',
      { path: runtime },
      { path: framework, reachable: true },
    ),
    rule(
      'client-is-free',
      'An FTP client needs Node and the words of the protocol; servers and the panel share it.',
      { path: '^src/ftp-client/', pathNot: '\\.spec\\.ts$' },
      {
        pathNot: ['^src/ftp-client/', '^src/ftp/(policy|facts|verdict|data/address)\\.ts$'],
        dependencyTypesNot: ['core'],
      },
    ),
    rule(
      'nobody-imports-runtime',
      'Arrows point from the runtime to what it serves, never back.',
      { path: features },
      { path: runtime },
    ),
    rule(
      'panel-has-no-disk',
      "The panel never touches a customer's disk: what needs one is a server task. (Exempt: the built web pages.)",
      { path: features, pathNot: ['\\.spec\\.ts$', '^src/http/web-pages\\.ts$'] },
      { path: '^(node:)?(fs(/promises)?|child_process)$' },
    ),
    rule(
      'own-doors',
      'A controller or dto is private to its feature. (Exempt: the connection card, which is also handed over by a link, and the command line, the other way in, which reads the same dtos.)',
      { path: '^src/([^/]+)/', pathNot: '^src/(cli|import)/' },
      {
        path: '\\.(controller|dto)\\.ts$',
        pathNot: ['^src/$1/', '^src/http/', '^src/accounts/connection-card\\.dto\\.ts$'],
      },
    ),
    rule(
      'migrations-are-frozen',
      'A migration must mean the same in five years.',
      { path: '^migrations/', pathNot: '\\.spec\\.ts$' },
      { path: '^(src|test|web)/' },
    ),
    rule(
      'web-is-a-client',
      'The panel in the browser speaks HTTP like any other client.',
      { path: '^web/' },
      { path: '^(src|migrations|test)/' },
    ),
    rule(
      'no-tests-in-src',
      'Shipped code never needs test code.',
      { path: '^(src|web/src|migrations)/', pathNot: '\\.spec\\.tsx?$' },
      { path: '^test/|\\.spec\\.tsx?$' },
    ),
    rule(
      'no-cycles',
      'Two files that need each other are one file, or a third is missing.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    rule(
      'resolvable',
      'An import that cannot be found would fail at start.',
      { pathNot: '^web/' },
      { couldNotResolve: true },
    ),
  ],
  options: {
    // Without it `import type` from the engine's inside goes unseen.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|var|coverage)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
