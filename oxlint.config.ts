import { defineConfig, type OxlintOverride } from 'oxlint'

/** Folders of apps/web/src that each hold one thing an operator does; none knows another. */
const features = [
  'source',
  'destination',
  'behavior',
  'mapping',
  'schedule',
  'alerts',
  'options',
  'review',
  'syncs',
  'runs',
  'importing',
  'create',
  'editing',
  'inspector',
  'record',
  'export',
]

/** A refused import: those whose path matches, and the sentence that says what to do instead. */
interface Refusal {
  regex: string
  message: string
}

/** Relative imports into one of these sibling folders. */
function into(folders: readonly string[], message: string): Refusal {
  return { regex: `^(\\.\\./)+(${folders.join('|')})/`, message }
}

const otherApps: Refusal = {
  regex: '(^|/)(apps/)?(web|proxy|sandbox)(/src)?/',
  message:
    'No app imports another: they know each other by address. What two need belongs in packages/schema.',
}

/** One override: files that may not import what the refusals name. */
function boundary(files: string[], ...refusals: Refusal[]): OxlintOverride {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns: refusals }] } }
}

export default defineConfig({
  plugins: ['typescript', 'react', 'import', 'jsx-a11y', 'promise', 'oxc', 'unicorn'],
  categories: { correctness: 'error', suspicious: 'error' },
  ignorePatterns: ['**/dist', 'data', '**/node_modules', 'e2e/results', 'e2e/screenshots'],
  rules: {
    eqeqeq: ['error', 'always', { null: 'ignore' }],
    'no-console': 'error',
    'no-var': 'error',
    'prefer-const': 'error',
    'import/no-cycle': 'error',
    // Style sheets, and Express 5 waits for handlers itself.
    'import/no-unassigned-import': 'off',
    'oxc/no-async-endpoint-handlers': 'off',
    'import/no-named-as-default-member': 'off',
    // It takes a worker's postMessage, which knows no origin, for that of a window.
    'unicorn/require-post-message-target-origin': 'off',
    // Written for the React compiler, which we do not use.
    'react/immutability': 'off',
    'react/incompatible-library': 'off',
    'react/refs': 'off',
    'react/set-state-in-effect': 'off',
    // What the components make of it is judged by axe, in the stories: a scroller needs a tab stop,
    // and Mantine adds the attributes of its roles.
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    'jsx-a11y/role-has-required-aria-props': 'off',
    // A virtual list's rows are positioned, which table elements cannot be.
    'jsx-a11y/prefer-tag-over-role': 'off',
    'react/react-in-jsx-scope': 'off',
    'react/exhaustive-deps': 'error',
    'react/rules-of-hooks': 'error',
    'typescript/ban-ts-comment': 'error',
    // The compiler knows which switches are complete and which functions give undefined.
    'typescript/consistent-return': 'off',
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    'typescript/no-explicit-any': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/prefer-promise-reject-errors': ['error', { allowThrowingAny: true }],
    'unicorn/prefer-node-protocol': 'error',
  },
  overrides: [
    {
      // What prints is for a console: the sandbox, a script, a benchmark, a story's measurement.
      files: ['apps/sandbox/src/**', 'scripts/**', 'bench/**', 'e2e/**'],
      rules: { 'no-console': 'off' },
    },
    {
      // Playwright's fixtures say "needs no other fixture" with an empty pattern, and hand over
      // their value by a function called `use`.
      files: ['e2e/fixtures.ts'],
      rules: { 'no-empty-pattern': 'off', 'react/rules-of-hooks': 'off' },
    },
    {
      // Tests look into JSON of which they know the shape.
      files: ['**/*.test.ts', '**/*.test.tsx', '**/test/**', 'e2e/**'],
      rules: {
        'typescript/no-unsafe-call': 'off',
        'typescript/no-unsafe-member-access': 'off',
        'typescript/no-unsafe-return': 'off',
        'typescript/no-unsafe-type-assertion': 'off',
        'unicorn/consistent-function-scoping': 'off',
      },
    },

    boundary(['apps/proxy/**', 'apps/sandbox/**'], otherApps),
    boundary(['apps/web/src/app/**'], otherApps),
    boundary(
      features.map((feature) => `apps/web/src/${feature}/**`),
      otherApps,
      into(
        ['app', ...features],
        'A step knows no other and not the frame: app/ hands over what two need, the draft is in draft/, a fact that two share belongs in packages/schema.',
      ),
    ),
    boundary(
      ['apps/web/src/draft/**', 'apps/web/src/api/**'],
      otherApps,
      into(
        ['app', ...features],
        'draft/ and api/ serve the steps: pass in what they need from one.',
      ),
    ),
    boundary(
      ['apps/web/src/ui/**'],
      otherApps,
      into(
        ['app', 'draft', 'api', ...features],
        'ui/ knows no domain word: what needs one belongs to the folder of that word.',
      ),
    ),
    {
      files: ['packages/schema/src/**'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            patterns: [
              {
                group: ['*', '!./**', '!../**', '!zod'],
                message:
                  'The schema runs in the browser and on the server and imports Zod alone; a library needs a subpath export of its own (docs/decisions).',
              },
            ],
          },
        ],
      },
    },
    {
      // The subpath exports, with the libraries they stand for, and the tests.
      files: [
        'packages/schema/src/{schedule,template,liquid,liquidUses,fieldName}.ts',
        'packages/schema/src/{renderTemplate,templateFilters}.ts',
        'packages/schema/src/**/*.test.ts',
      ],
      rules: { 'no-restricted-imports': 'off' },
    },
  ],
})
