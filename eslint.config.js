import tseslint from 'typescript-eslint';

const only = 'Only main.ts files read the environment, listen to signals or exit; take a parameter instead.';

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.stoa/', 'client/generated/', '**/*.js', '**/*.d.ts'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // A number in a template reads as what it is.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => done()` is how a void call is passed on.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Ports of the in-process adapters are async by promise, not by need.
      '@typescript-eslint/require-await': 'off',
      // Decorated classes carry their whole meaning in their decorators.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Services return plain objects of the shape that a TypeGraphQL class describes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A leading underscore says that a value is taken out on purpose.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/max-params': ['error', { max: 3 }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-ignore': true, 'ts-expect-error': 'allow-with-description' },
      ],
      // `createX` returns closures, which need no `this`; a detached method of a class fails at its first # field.
      '@typescript-eslint/unbound-method': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: only },
        { object: 'process', property: 'exit', message: only },
        { object: 'process', property: 'exitCode', message: only },
        { object: 'process', property: 'on', message: only },
        { object: 'process', property: 'once', message: only },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
        { selector: 'TSParameterProperty', message: 'Declare the field and assign it.' },
        { selector: "TSModuleDeclaration[kind='namespace']", message: 'A file is the namespace.' },
      ],
    },
  },
  {
    // These stand at the edge: they speak to the terminal and to the process.
    files: [
      '**/main.ts',
      'kernel/lifecycle/run-main.ts',
      'scripts/**',
      'bench/**',
      'tests/**',
      '**/*.test.ts',
      '**/*.suite.ts',
    ],
    rules: { 'no-console': 'off', 'no-restricted-properties': 'off' },
  },
  {
    // Tools read their configuration from the default export.
    files: ['*.config.ts', 'tests/support/global-setup.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // A test takes an answer off the wire apart; a wrong guess of its shape fails the assertion.
    files: ['**/*.test.ts', '**/*.suite.ts', 'tests/**'],
    rules: {
      '@typescript-eslint/max-params': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['subgraphs/*/entities/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          name: '@mikro-orm/core',
          allowImportNames: ['defineEntity', 'p'],
          allowTypeImports: true,
          message: 'An entity knows how it is stored, not how it is loaded: the rest belongs in database/.',
        },
      ],
    },
  },
);
