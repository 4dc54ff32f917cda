import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const electronOnly = {
  name: 'electron',
  message: 'Only main/electron may know Electron: everything else runs in plain Node or in any browser.',
};

const texts = 'Identifier[name=/^(messages|formatLocale|language)$/]';
/** The language may change while the program runs: what was read when a module was loaded would stay in the old one. */
const staleTexts = [
  {
    selector: `${texts}:not(:function *, ImportDeclaration *, ExportSpecifier *, TSTypeQuery *, Property[computed=false] > .key, MemberExpression[computed=false] > .property)`,
    message: 'Texts are read when they are needed, not when the module is loaded: read them in a function.',
  },
  {
    selector: `PropertyDefinition > CallExpression[callee.name='$derived'] ${texts}, PropertyDefinition > CallExpression[callee.object.name='$derived'] ${texts}`,
    message: 'A derived value keeps the texts of the language that it was first read in: read them where it is shown.',
  },
];

export default ts.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'test-results/', 'playwright-report/'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        // For all files alike: the projects would be read anew wherever it changes from file to file.
        extraFileExtensions: ['.svelte'],
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 400],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-imports': ['error', { paths: [electronOnly] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // A handler of the contract is a promise by its type, whether it has to wait for something or not.
      '@typescript-eslint/require-await': 'off',
      // An empty pattern says "nothing of this is needed"; an unused rest says what is left out.
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser },
    },
    rules: {
      // The core rule misfires on $props and $state.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      // State is replaced as a whole ($state.raw) and maps are built and dropped within one function.
      'svelte/prefer-svelte-reactivity': 'off',
    },
  },
  {
    // Types that come from other components are known to svelte-check alone; here they would all be `any`.
    files: ['**/*.svelte'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['renderer/**/*.ts'],
    ignores: ['renderer/messages/messages.ts'],
    rules: { 'no-restricted-syntax': ['error', ...staleTexts] },
  },
  { files: ['main/electron/**'], rules: { 'no-restricted-imports': 'off' } },
  // Programs for the terminal: they speak to the person who started them.
  {
    files: [
      'main/launch/**',
      'main/cli/**',
      'tests/*.ts',
      'tests/browser/**',
      'tests/benchmarks/**',
      'tests/packaging/**',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.cjs', '**/*.js'],
    ...ts.configs.disableTypeChecked,
    languageOptions: { globals: globals.node, parserOptions: { projectService: false, program: null } },
  },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs' }, rules: { 'no-console': 'off' } },
);
