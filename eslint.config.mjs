// What the linter refuses, with type information. Layering between folders is .dependency-cruiser.cjs's business; here
// stand the rules about what is written inside a file, and the two packages that only a few files may import.
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const bcrypt = {
  name: 'bcrypt',
  message: 'Passwords are hashed in one place, behind its semaphore: import src/auth/password.ts.',
};
const typeorm = {
  name: 'typeorm',
  message:
    'Only entities, services, modules, what scopes and pages their queries, src/database and migrations speak TypeORM.',
};
const asyncDisk = ['fs/promises', 'node:fs/promises'].map((name) => ({
  name,
  message:
    'A path is opened inside the synchronous window in which the process is the customer; an asynchronous call would run as somebody else.',
}));
const only = (...paths) => ({ '@typescript-eslint/no-restricted-imports': ['error', { paths }] });

const reads = (object, property, message) => ({ object, property, message });
const environment = reads(
  'process',
  'env',
  'src/config.ts reads the environment once; take what you need from Config.',
);

/** Files that are one table each: longer than other files because a table is read in one sitting. */
const tables = ['src/ftp/commands/table.ts', 'src/ftp/replies.ts', 'src/http/problems.ts', 'web/src/i18n/**'];
const migrations = ['migrations/*.ts'];
const tests = ['**/*.spec.{ts,tsx}', 'test/**/*.ts'];

export default defineConfig(
  globalIgnores(['**/dist/', '**/node_modules/', 'var/', 'coverage/', 'web/src/api/schema.d.ts', 'native/build/']),
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...only(bcrypt, typeorm),
      complexity: ['warn', 10],
      'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 40, skipBlankLines: true, skipComments: true }],
      'max-params': ['warn', 3],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-cond-assign': 'error',
      'no-constant-condition': ['error', { checkLoops: 'allExceptWhileTrue' }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-fallthrough': 'error',
      'no-self-assign': 'error',
      'no-unsafe-finally': 'error',
      'no-unsafe-optional-chaining': 'error',
      'no-useless-catch': 'error',
      'no-useless-escape': 'error',
      'use-isnan': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // An AbortSignal's reason is passed on as it is.
      '@typescript-eslint/prefer-promise-reject-errors': [
        'error',
        { allowThrowingAny: true, allowThrowingUnknown: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A port's method may be asynchronous in one adapter and not in the next.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    name: 'portside/environment',
    files: ['src/**/*.ts'],
    ignores: ['src/config.ts', 'src/launch/**', '**/*.spec.ts'],
    rules: { 'no-restricted-properties': ['error', environment] },
  },
  {
    name: 'portside/speaks-typeorm',
    files: [
      'src/**/*{.entity,.service,.module,-view}.ts',
      'src/**/*.spec.ts',
      'src/auth/actor.ts',
      'src/http/{page,narrowing,problem.filter}.ts',
      'src/database/**',
      'src/import/**',
      'migrations/**',
      'test/integration/**',
      'test/support/**',
    ],
    rules: only(bcrypt),
  },
  {
    name: 'portside/hashes-passwords',
    files: ['src/auth/password.ts', 'src/auth/password.spec.ts'],
    rules: only(typeorm),
  },
  { name: 'portside/disk', files: ['src/ftp/jail/**'], rules: only(bcrypt, typeorm, ...asyncDisk) },
  {
    name: 'portside/nest-classes',
    files: ['src/**/*.{controller,service,module,guard,filter,strategy,interceptor}.ts'],
    // Nest hands collaborators to constructors and parts of a request to handlers as parameters.
    rules: { 'max-params': ['warn', 6], '@typescript-eslint/no-extraneous-class': 'off' },
  },
  {
    name: 'portside/speaks-to-the-terminal',
    files: ['src/launch/**', 'src/main.ts', 'src/cli.ts', 'src/**/cli.ts', 'test/support/**', 'bench/**', '*.mjs'],
    rules: { 'no-console': 'off' },
  },
  { name: 'portside/tables', files: tables, rules: { 'max-lines': 'off' } },
  // A row of the command table reads verb, argument, handler, columns.
  { name: 'portside/rows', files: ['src/ftp/commands/define.ts'], rules: { 'max-params': ['warn', 4] } },
  { name: 'portside/migrations', files: migrations, rules: { 'max-lines-per-function': 'off' } },
  {
    name: 'portside/tests',
    files: tests,
    rules: {
      'max-lines': ['warn', 400],
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    name: 'portside/web',
    files: ['web/**/*.{ts,tsx}'],
    rules: {
      // React takes an async event handler and ignores what it returns.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // The router sends somebody elsewhere by what is thrown; its documentation asks for this exception.
      '@typescript-eslint/only-throw-error': [
        'error',
        { allow: [{ from: 'package', package: '@tanstack/router-core', name: 'Redirect' }] },
      ],
      // A component reads as one tree: its markup is counted with it.
      'max-lines-per-function': ['warn', { max: 100, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    name: 'portside/plain-javascript',
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly', module: 'writable', require: 'readonly' },
    },
    rules: {
      '@typescript-eslint/no-require-imports': 'off',
    },
  },
);
