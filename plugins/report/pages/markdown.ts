import type { MixerDescription } from '../../../core/index.js'
import type { Head } from '../head.js'
import { optionRows } from '../options.js'
import { cloudProgram } from './cloud-program.js'
import { embeddingProgram } from './embedding-program.js'
import { asCode } from './shown.js'

/** What the page of a mixer is made from. */
export interface PageSource {
  /** As the registry has it: `image/cutmix`. */
  readonly name: string
  /** What a program imports: `cutmix`. */
  readonly identifier: string
  readonly description: MixerDescription
  readonly head: Head
  /** The options of its picture, and the seed. */
  readonly shown: Readonly<Record<string, unknown>>
  readonly seed: number
  /** The files of its picture and its charts, beside the page; none for one that needs more. */
  readonly picture?: string
  /** Whether it takes several plans, whose regions do not lie on the outcome. */
  readonly chained?: boolean
  readonly charts: readonly string[]
}

/** The page of a mixer in Markdown. */
export function mixerMarkdown (source: PageSource): string {
  const { description, head, charts } = source
  const [summary = '', ...law] = head
  return [
    `# ${description.name}`,
    summary,
    ...picture(source),
    ...law,
    paperLine(description.paper),
    '## Use',
    program(source),
    ...command(source),
    '## Options',
    options(description),
    ...needs(description),
    ...charts.length === 0 ? [] : [
      '## What it draws',
      'Bars: what it drew with the options of the picture' +
        (charts.some(file => file.includes('visible'))
          ? ', and what stayed visible of a row itself, on images of 96 × 96'
          : '') + '. Line: what its law expects.',
      charts.map(file => `![histogram](${file})`).join('\n')
    ]
  ].join('\n\n') + '\n'
}

function picture ({ identifier, shown, seed, picture, chained }: PageSource): string[] {
  if (picture === undefined) return []
  return [
    `![what it makes of four photos](${picture})`,
    `Above the photos, below what \`${identifier}(${asCode(shown)})\` makes of them with seed ` +
      `${seed}${chained === true ? '' : ', the regions of its plan outlined'}.`
  ]
}

function paperLine (paper: string): string {
  const [kind, id] = paper.split(':')
  if (kind === 'arXiv') return `Paper: [arXiv ${id}](https://arxiv.org/abs/${id}).`
  return `Law: ${paper}.`
}

/** How the command mixes by it; pools, and most signals, are only given in a program. */
function command ({ name, description }: PageSource): string[] {
  const { domain, pools = [], signals = [] } = description
  if (pools.length > 0 || name.startsWith('embedding/')) return []
  if (name.startsWith('audio/')) {
    return domain === 'audio' && signals.every(signal => Object.hasOwn(heard, signal))
      ? [`    npx remixture mix loops/ --mixer ${name} --out mixed/`]
      : []
  }
  if (name.startsWith('pointcloud/')) {
    return signals.length > 0
      ? []
      : [`    npx remixture mix scans/ --mixer ${name} --out mixed/`]
  }
  if (!name.startsWith('regression/')) {
    // AlignMix is for feature maps: every pixel of a photo would look for its like
    if (name === 'image/alignmix') return []
    if (!signals.every(signal => ['saliency', 'masks'].includes(signal))) return []
    const masks = signals.includes('masks') ? ' --masks masks' : ''
    return [`    npx remixture mix photos/ --mixer ${name}${masks} --out mixed/`]
  }
  return signals.length > 0
    ? []
    : [`    npx remixture mix houses.csv --target price --mixer ${name} --out mixed/`]
}

function program (source: PageSource): string {
  const { identifier, name, shown, description: { signals = [], pools = [] } } = source
  const [domain] = name.split('/')
  if (pools.includes('styles')) return styleProgram(source)
  if (domain === 'regression') {
    const given = signals.map(signal => `${signal}: () => Int32Array.of(0, 0, 1, 1)`).join(', ')
    return [
      '```ts',
      "import { createMixer } from 'remixture'",
      `import { ${identifier} } from 'remixture/regression'`,
      '',
      `const mix = createMixer(${identifier}(), { seed: 7${given && `, signals: { ${given} }`} })`,
      'const x = { data: new Float64Array(4 * 3), shape: [4, 3] }',
      'const { batch, plan } = mix.mix({ x, y: Float64Array.of(1, 2, 3, 4) })',
      '```'
    ].join('\n')
  }
  if (domain === 'audio') return soundProgram(identifier, source.description)
  if (domain === 'pointcloud') return cloudProgram(identifier, source.description)
  if (domain === 'embedding') return embeddingProgram(source.description.name, identifier)
  const known = signals.filter(signal => Object.hasOwn(providers, signal))
  const names = [identifier, ...known.map(signal => providers[signal])].sort()
  const told = signals.length === 0 ? '' : `,\n  signals: {\n${signals.map(signal =>
    `    ${signal}: ${providers[signal] ?? made[signal]}`).join(',\n')}\n  }`
  const waits = signals.includes('pixels') ? 'await ' : ''
  const settings = Object.keys(shown).length === 0 ? '' : asCode(shown)
  const pictures = pools.includes('pictures') ? ', pools: { pictures: { x } }' : ''
  const onTensors = needTensors.includes(source.description.name)
  return [
    '```ts',
    ...onTensors ? ["import * as tf from '@tensorflow/tfjs-core'"] : [],
    `import { createMixer${onTensors ? ', useBackend' : ''} } from 'remixture'`,
    `import { ${names.join(', ')} } from 'remixture/${domain}'`,
    '',
    ...onTensors
      ? ["await useBackend('cpu')", 'const x = tf.zeros<tf.Rank.R4>([4, 32, 32, 3])']
      : ['const x = { data: new Uint8Array(4 * 32 * 32 * 3), shape: [4, 32, 32, 3] }'],
    `const mix = createMixer(${identifier}(${settings}), { seed: 7${told}${pictures} })`,
    ...signals.includes('masks')
      ? ['const mask = { data: new Uint8Array(4 * 32 * 32), shape: [4, 32, 32] }',
        'const { batch, plan } = mix.mix({ x, mask })']
      : [`const { batch, plan } = ${waits}mix.mix({ x, label: ${onTensors
        ? 'tf.eye(4)'
        : '[[1, 0], [0, 1], [1, 0], [0, 1]]'} })`],
    '```'
  ].join('\n')
}

/** Methods of images that do not work on arrays of the host. */
const needTensors: readonly string[] = ['alignmix', 'random-field']

/** Networks are the user's. */
function styleProgram ({ identifier }: PageSource): string {
  return [
    '```ts',
    "import * as tf from '@tensorflow/tfjs-core'",
    "import { createMixer, useBackend } from 'remixture'",
    `import { ${identifier}, styles } from 'remixture/image'`,
    '',
    "await useBackend('cpu')",
    '// With networks: styles({ encode, decode })',
    `const mix = createMixer(${identifier}(), { seed: 7, pools: { styles: styles() } })`,
    'const x = tf.zeros([4, 32, 32, 3])',
    'const { batch, plan } = mix.mix({ x, label: tf.eye(4) })',
    '```'
  ].join('\n')
}

/** What gives a signal of sounds, as a program writes it. */
const heard: Readonly<Record<string, readonly [needs: readonly string[], gives: string]>> = {
  levels: [['loudestLevels'], 'loudestLevels({ sampleRate: 16000 })'],
  rms: [['rootMeanSquares'], 'rootMeanSquares'],
  beats: [['beatMap'],
    '() => [0, 1, 2, 3].map(() => beatMap({ beats: [0.2, 0.7], downbeats: [0.2, 0.7] }, 16000))']
}

function soundProgram (identifier: string, description: MixerDescription): string {
  const { domain, pools = [], optionalSignals = [] } = description
  // Beats that are given need no samples to be listened to
  const signals = [...description.signals ?? [],
    ...optionalSignals.filter(signal => signal === 'beats')]
  const names = [identifier, ...signals.flatMap(signal => heard[signal][0])].sort()
  const shape = domain === 'spectrogram' ? [4, 64, 100] : [4, 16000]
  const given = [['signals', signals.map(signal => `${signal}: ${heard[signal][1]}`)] as const,
    ['pools', pools.map(pool => `${pool}: { x }`)] as const]
    .filter(([, entries]) => entries.length > 0)
    .map(([kind, entries]) => `,\n  ${kind}: { ${entries.join(', ')} }`).join('')
  const data = `new Float32Array(${shape.join(' * ')})`
  const x = `const x = { data: ${data}, shape: [${shape.join(', ')}] }`
  const mix = `const mix = createMixer(${identifier}(), { seed: 7${given} })`
  return [
    '```ts',
    "import { createMixer } from 'remixture'",
    `import { ${names.join(', ')} } from 'remixture/audio'`,
    '',
    ...pools.length === 0 ? [mix, x] : [x, mix],
    'const { batch, plan } = mix.mix({ x, label: [[1, 0], [0, 1], [1, 0], [0, 1]] })',
    '```'
  ].join('\n')
}

/** What gives a signal of images. */
const providers: Readonly<Record<string, string>> = {
  saliency: 'fineGrainedSaliency', masks: 'batchMasks', pixels: 'hostPixels'
}

/** What only a model can tell, as a page makes it up. */
const made: Readonly<Record<string, string>> = {
  features: '() => ({ data: new Float32Array(4 * 7 * 7 * 8), shape: [4, 7, 7, 8] })',
  attention: '() => ({ data: new Float32Array(4 * 8 * 8).fill(1), shape: [4, 8, 8] })',
  activation: '() => ({ data: new Float32Array(4 * 32 * 32).fill(1), shape: [4, 32, 32] })'
}

function options ({ options, pairing }: MixerDescription): string {
  const rows = optionRows(options).map(row => [
    `\`${row.name}\``, cell(row.type), row.default === undefined ? '' : `\`${row.default}\``,
    cell(row.description)
  ])
  const partners = pairing === 'own'
    ? []
    : [['`pairing`', 'a pairing', `\`${pairing?.name ?? 'permutation'}\``,
      'who is mixed with whom']]
  return [['option', 'allowed', 'default', 'meaning'], ['---', '---', '---', '---'],
    ...rows, ...partners].map(row => `| ${row.join(' | ')} |`).join('\n')
}

function needs ({ pools = [], signals = [] }: MixerDescription): string[] {
  const list = [...pools.map(pool => `the pool \`${pool}\``),
    ...signals.map(signal => `the signal \`${signal}\``)]
  return list.length === 0 ? [] : [`It needs ${list.join(', ')}.`]
}

/** Bars would end a cell of a table. */
function cell (text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
