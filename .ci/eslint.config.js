import path from 'node:path'
import stylistic from '@stylistic/eslint-plugin'
import tseslint from 'typescript-eslint'
import { arrows } from './eslint/arrows.js'
import { noChainedOps } from './eslint/no-chained-ops.js'

const root = path.dirname(import.meta.dirname)
const TYPED = ['**/*.ts']
const TESTS = ['test/**/*.ts']

const chance = { object: 'Math', property: 'random', message: 'All chance comes from core/random.' }
const syncReads = ['dataSync', 'arraySync', 'bufferSync', 'readSync'].map(property => ({
  property,
  message: 'It stalls every backend and some have no such thing: await data(), outside the mix.'
}))
const noDefaultExport = 'Export by name: one thing, one name, everywhere.'

const style = {
  '@stylistic/arrow-parens': ['error', 'as-needed'],
  '@stylistic/arrow-spacing': 'error',
  '@stylistic/block-spacing': 'error',
  '@stylistic/brace-style': ['error', '1tbs', { allowSingleLine: true }],
  '@stylistic/comma-dangle': ['error', 'never'],
  '@stylistic/comma-spacing': 'error',
  '@stylistic/eol-last': 'error',
  '@stylistic/indent': ['error', 2, {
    ignoredNodes: ['ConditionalExpression', 'TSConditionalType']
  }],
  '@stylistic/key-spacing': 'error',
  '@stylistic/keyword-spacing': 'error',
  // A line that is nothing but one template literal cannot be broken.
  '@stylistic/max-len': ['error', {
    code: 100,
    ignoreUrls: true,
    ignorePattern: '^\\s*`[^`]*`[,)]*$'
  }],
  '@stylistic/member-delimiter-style': ['error', {
    multiline: { delimiter: 'none' },
    singleline: { delimiter: 'comma' }
  }],
  '@stylistic/no-multi-spaces': 'error',
  '@stylistic/no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
  '@stylistic/no-tabs': 'error',
  '@stylistic/no-trailing-spaces': 'error',
  '@stylistic/object-curly-spacing': ['error', 'always'],
  '@stylistic/quotes': ['error', 'single', { avoidEscape: true }],
  '@stylistic/semi': ['error', 'never'],
  '@stylistic/space-before-blocks': 'error',
  '@stylistic/space-before-function-paren': ['error', 'always'],
  '@stylistic/space-infix-ops': 'error',
  '@stylistic/type-annotation-spacing': 'error'
}

/** The rules of the house that hold for every file, whatever it is written in. */
const house = {
  'house/arrows': 'error',
  'max-lines': ['error', { max: 250 }],
  'no-restricted-properties': ['error', chance, ...syncReads],
  'no-restricted-syntax': ['error',
    { selector: 'ExportDefaultDeclaration', message: noDefaultExport },
    { selector: 'ExportSpecifier[exported.name="default"]', message: noDefaultExport },
    { selector: 'TSEnumDeclaration', message: 'A union of strings says the same, as plain data.' }],
  eqeqeq: 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error'
}

export default tseslint.config(
  // smoke/user.ts knows only the installed tarball, which is not there yet.
  // Files in assembly/ are AssemblyScript, of which no linter knows the types; code.ts is made.
  {
    ignores: [
      'dist/', 'out/', 'coverage/', 'node_modules/', '.ci/smoke/user.ts', '**/assembly/',
      '**/{wasm,train-wasm}/code.ts'
    ]
  },
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: {
      '@stylistic': stylistic,
      house: { rules: { arrows, 'no-chained-ops': noChainedOps } }
    },
    rules: { ...style, ...house }
  },
  {
    files: TYPED,
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
    rules: {
      'house/no-chained-ops': 'error',
      '@typescript-eslint/array-type': ['error', { default: 'array-simple' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A data plan is `Plan<never>`, so unions with its parameter often shrink; that is meant.
      '@typescript-eslint/no-duplicate-type-constituents': 'off',
      '@typescript-eslint/no-redundant-type-constituents': 'off',
      '@typescript-eslint/no-unnecessary-type-arguments': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {
        argsIgnorePattern: '^_',
        varsIgnorePattern: '^_',
        ignoreRestSiblings: true
      }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', {
        allowNumber: true,
        allowBoolean: true
      }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', {
        considerDefaultExhaustiveForUnions: true
      }],
      // Parts are objects of functions, handed on by name (`plan ({ pair })`): none uses `this`.
      '@typescript-eslint/unbound-method': 'off'
    }
  },
  {
    files: ['core/**/*.ts', 'domains/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Buffer', 'process', 'require', '__dirname', '__filename']
    }
  },
  {
    files: TESTS,
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-restricted-properties': ['error', chance],
      // Tests read whatever lies in a golden file, and call what must be refused.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off'
    }
  },
  {
    // Reading is what it is for: tfjs-node can, and no tensor operation gives exact bytes.
    files: ['core/tensor/kernels/tensorflow/on-host.ts'],
    rules: { 'no-restricted-properties': ['error', chance] }
  },
  {
    files: ['.ci/**/*.config.js'],
    rules: { 'no-restricted-syntax': 'off' }
  }
)
