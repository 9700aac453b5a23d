import test from 'ava'
import { ESLint } from 'eslint'

/** Snippets are linted as if they were these files, which do not exist. */
const ROOMS = [
  'core', 'core/contract', 'core/registry', 'domains/image', 'plugins/cli', 'examples', 'test'
]
const fixture = (room: string): string => `${room}/house-fixture.ts`

const eslint = new ESLint({
  overrideConfigFile: '.ci/eslint.config.js',
  overrideConfig: {
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ROOMS.map(fixture) } }
    }
  }
})

/** What is said of a snippet as a file of a room, or as a file that exists. */
async function complaints (text: string, room: string): Promise<string[]> {
  const filePath = room.endsWith('.ts') ? room : fixture(room)
  const [result] = await eslint.lintText(text, { filePath })
  const fatal = result.messages.find(message => message.fatal)
  if (fatal !== undefined) throw new Error(fatal.message)
  return result.messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)
}

/** `says` is part of what the rule must say: one rule may hold several laws. */
interface Law { rule: string, says: string, title: string, bad: Snippet[], good: Snippet[] }
type Snippet = readonly [room: string, text: string]

const imports = (from: string): string =>
  `import { thing } from '${from}'\nexport const it = thing\n`
const types = (from: string): string =>
  `import type { Thing } from '${from}'\nexport type It = Thing\n`
const tensors = (line: string, type = 'tf.Tensor'): string =>
  `import * as tf from '@tensorflow/tfjs-core'\nexport const f = (x: ${type}): unknown => ${line}\n`
const lines = (count: number): string =>
  Array.from({ length: count }, (_, k) => `export const x${k} = ${k}\n`).join('')

const LAWS: Law[] = [
  {
    rule: 'house/arrows',
    says: 'core knows no domain',
    title: 'core imports no domain, no plugin, no example, no test and not the package itself',
    bad: [
      ['core', imports('../domains/image/index.js')],
      ['core', types('../plugins/cli/index.js')],
      ['core', imports('../examples/demo/main.js')],
      ['core/registry', imports('../../test/laws/statistics.js')],
      ['core', imports('remixture')],
      ['core', imports('remixture/image')],
      ['core', "export * from '../domains/image/index.js'\n"],
      ['core', "export { thing } from '../domains/image/index.js'\n"],
      ['core', "export const it = import('../domains/image/index.js')\n"],
      ['core', "export type It = import('../domains/image/index.js').Thing\n"]
    ],
    good: [
      ['core', imports('./errors.js')],
      ['core/registry', imports('../errors.js')],
      ['core', imports('zod')],
      ['test', imports('../domains/image/index.js')],
      ['plugins/cli', imports('../../domains/image/index.js')]
    ]
  },
  {
    rule: 'house/arrows',
    says: 'a domain knows core and itself',
    title: 'a domain imports no other domain and no plugin',
    bad: [
      ['domains/image', imports('../audio/batch.js')],
      ['domains/image', types('../../domains/audio/index.js')],
      ['domains/image', imports('../../plugins/io/index.js')]
    ],
    good: [
      ['domains/image', imports('./batch.js')],
      ['domains/image', imports('../image/mixers/cutmix.js')],
      ['domains/image', imports('../../core/errors.js')]
    ]
  },
  {
    rule: 'house/arrows',
    says: 'nothing but types',
    title: 'the contract imports only types',
    bad: [['core/contract', imports('../errors.js')], ['core/contract', imports('zod')]],
    good: [
      ['core/contract', types('./plan.js')],
      ['core/contract', types('zod')],
      ['core/contract', "export type * from './plan.js'\n"]
    ]
  },
  {
    rule: 'house/arrows',
    says: 'knows the container',
    title: 'only core/registry knows the container',
    bad: [
      ['core', imports('inversify')],
      ['core', types('inversify')],
      ['core', "import 'reflect-metadata'\n"],
      ['domains/image', imports('inversify')],
      ['plugins/cli', imports('inversify')],
      ['examples', imports('inversify')]
    ],
    good: [
      ['core/registry', imports('inversify')],
      ['core/registry', "import 'reflect-metadata/lite'\n"]
    ]
  },
  {
    rule: 'house/arrows',
    says: 'brings gradients and backends',
    title: 'only core/tensor/runtime.ts imports layers or backends',
    bad: [
      ['core', "import '@tensorflow/tfjs-layers'\n"],
      ['domains/image', "import '@tensorflow/tfjs-backend-wasm'\n"],
      ['core', "export const it = import('@tensorflow/tfjs-backend-webgpu')\n"],
      ['plugins/cli', imports('@tensorflow/tfjs-node')],
      ['core', imports('@tensorflow/tfjs')],
      ['core', imports('webgpu')]
    ],
    good: [
      ['core/tensor/runtime.ts', "import '@tensorflow/tfjs-layers'\n"],
      ['core', imports('@tensorflow/tfjs-core')],
      ['core', types('@tensorflow/tfjs-layers')],
      ['examples', imports('@tensorflow/tfjs-layers')]
    ]
  },
  {
    rule: 'house/arrows',
    says: 'run in browsers',
    title: 'core and domains import no built-ins of Node',
    bad: [
      ['core', imports('node:fs')],
      ['core', imports('fs/promises')],
      ['domains/image', types('node:stream')]
    ],
    good: [['plugins/cli', imports('node:fs')], ['test', imports('node:fs')]]
  },
  {
    rule: 'no-restricted-globals',
    says: 'Unexpected use of',
    title: 'core and domains use no globals of Node',
    bad: [
      ['core', "export const it = Buffer.from('')\n"],
      ['domains/image', 'export const it = process.env\n']
    ],
    good: [['plugins/cli', "export const it = Buffer.from('')\n"]]
  },
  {
    rule: 'no-restricted-properties',
    says: 'core/random',
    title: 'chance never comes from Math.random',
    bad: [
      ['core', 'export const it = Math.random()\n'],
      ['test', 'export const it = Math.random()\n'],
      ['core', 'export const { random } = Math\n']
    ],
    good: [['core', 'export const it = Math.floor(0.5)\n']]
  },
  {
    rule: 'no-restricted-properties',
    says: 'await data()',
    title: 'no tensor is read synchronously outside tests',
    bad: [
      ['core', tensors('x.dataSync()')],
      ['domains/image', tensors('x.arraySync()')],
      ['examples', tensors('x.bufferSync()')],
      ['core', tensors('tf.backend().readSync(x.dataId)')],
      ['core', tensors("x['dataSync']()")]
    ],
    good: [['test', tensors('x.dataSync()')], ['core', tensors('x.data()')]]
  },
  {
    rule: 'house/no-chained-ops',
    says: 'call tf.',
    title: 'operations are not called as methods of tensors',
    bad: [
      ['core', tensors('x.add(1)')],
      ['core', tensors('x.matMul(x)', 'tf.Tensor2D')],
      ['core', tensors('x?.reshape([1])', 'tf.Tensor | undefined')],
      ['core', tensors("x['sum']()", 'tf.Variable')],
      ['test', tensors('tf.relu(x).mean()')],
      ['core', tensors('x.y.mul(2)', '{ y: tf.Scalar }')],
      ['core', tensors('x.toFloat()', 'tf.Tensor | number[]')],
      // With the methods merged into the type, so that the call compiles.
      ['core', `import '@tensorflow/tfjs-core/dist/public/chained_ops/div'
${tensors('x.div(2)')}`],
      ['core', `import type { Tensor } from '@tensorflow/tfjs-core'
export const f = <T extends Tensor>(x: T): unknown => x.sub(x)\n`]
    ],
    good: [
      ['core', tensors('tf.add(x, 1)')],
      ['core', tensors('[x.dispose(), x.clone(), x.data(), x.toString(), x.print(), x.bytes()]')],
      ['core', tensors('x.assign(tf.zeros([1]))', 'tf.Variable')],
      ['core', tensors('x.slice(1)', 'number[]')],
      ['core', tensors('x.add(1)', 'Set<number>')],
      ['core', tensors('x.shape.concat(1)')],
      ['core', `class Tensor { add (): number { return 1 } }
export const f = new Tensor().add()\n`]
    ]
  },
  {
    rule: 'no-restricted-syntax',
    says: '',
    title: 'there are no default exports and no enums',
    bad: [
      ['core', 'export default 1\n'],
      ['test', 'const it = 1\nexport { it as default }\n'],
      ['core', 'export enum Blend { Over, Sum }\n'],
      ['core', 'export const enum Blend { Over, Sum }\n']
    ],
    good: [['core', "export type Blend = 'over' | 'sum'\n"]]
  },
  {
    rule: 'max-lines',
    says: 'Maximum allowed is',
    title: 'a file has at most 250 lines, a test 400, unless it says why',
    bad: [['core', lines(251)], ['test', lines(401)]],
    good: [
      ['core', lines(250)],
      ['test', lines(400)],
      ['core', `/* eslint-disable max-lines -- a table, read as one */\n${lines(300)}`]
    ]
  },
  {
    rule: '@stylistic/max-len',
    says: 'Maximum allowed is 100',
    title: 'a line has at most 100 columns, comments included, unless it cannot be broken',
    bad: [
      ['core', `// ${'word '.repeat(20)}\n`],
      ['core', `export const it = '${'word '.repeat(20)}'\n`],
      ['core', `export const it = (word: number): string => \`${'${word} '.repeat(12)}\`\n`]
    ],
    good: [
      ['core', `// https://example.org/${'a'.repeat(100)}\n`],
      ['core', `export const it = (word: number): string =>\n  \`${'${word} '.repeat(15)}\`\n`]
    ]
  },
  {
    rule: '@typescript-eslint/no-floating-promises',
    says: 'Promises must be awaited',
    title: 'no promise is left alone',
    bad: [['core', tensors('{ x.data() }')]],
    good: [['core', tensors('{ void x.data() }')]]
  }
]

for (const { rule, says, title, bad, good } of LAWS) {
  test.serial(`${title} (${rule})`, async t => {
    for (const [room, text] of bad) {
      const said = (await complaints(text, room)).filter(line => line.startsWith(`${rule}: `))
      t.true(said.some(line => line.includes(says)), `as ${room}, this must be refused:\n${text}`)
    }
    for (const [room, text] of good) {
      const said = (await complaints(text, room)).filter(line => line.startsWith(`${rule}: `))
      t.deepEqual(said, [], `as ${room}, this must pass:\n${text}`)
    }
  })
}
