import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Importing a whole world from the wrong room fails here first; the architecture test has the full table.
 * @type {import('eslint').Linter.RulesRecord}
 */
const noElectron = {
  'no-restricted-imports': [
    'error',
    { paths: [{ name: 'electron', message: 'Only main/platform and main/ipc/serve.ts touch electron.' }] },
  ],
};

export default defineConfig(
  { ignores: ['out/', 'dist/', '.runtime/', 'test-results/', 'node_modules/'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['main', 'preload', 'renderer', 'test', 'build'].map((folder) => `./${folder}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unsafe-type-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'no-console': 'error',
      eqeqeq: 'error',
      'max-depth': ['error', 4],
    },
  },
  {
    files: [
      'main/core/**',
      'main/vault/**',
      'main/network/**',
      'main/sandbox/**',
      'preload/contract/**',
      'renderer/**',
    ],
    rules: noElectron,
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat.recommended,
    rules: {
      ...reactHooks.configs.flat.recommended.rules,
      // Tells what the React Compiler would leave alone; the page is built without it.
      'react-hooks/incompatible-library': 'off',
    },
  },
  // The type checker knows node's globals in these scripts; no-undef does not.
  { files: ['build/**', 'eslint.config.js'], rules: { 'no-console': 'off', 'no-undef': 'off' } },
);
