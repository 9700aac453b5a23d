import * as tf from '@tensorflow/tfjs-core'
import { RemixtureError, capabilities, useBackend } from '../../../core/index.js'
import type { Capabilities } from '../../../core/index.js'
import { exit } from '../exit.js'
import { columns } from '../lines.js'
import { copies, fits, installed, ownManifest } from '../packages.js'
import type { Manifest } from '../packages.js'
import type { Outcome, Session } from '../session.js'
import { tell } from '../session.js'
import { trainingLines, trainingOnWasm } from '../training.js'

/** In the order in which they are preferred. */
const backends = ['tfjs-node-gpu', 'tfjs-node', 'webgpu', 'wasm', 'cpu']

/** What is installed here and works, and what to do about what does not. */
export async function doctor (session: Session): Outcome {
  const manifest = ownManifest()
  const peers = peersOf(manifest)
  const core = await copies('@tensorflow/tfjs-core', process.cwd())
  const tried = await tryBackends()
  const training = await trainingOnWasm()
  await useBackend()
  const { backend, fused } = capabilities()
  const problems = [
    ...core.length > 1
      ? [`${core.length} copies of @tensorflow/tfjs-core are installed; tensors of one are no ` +
        'tensors of another: see "npm ls @tensorflow/tfjs-core" and keep one']
      : [],
    ...peers.filter(({ problem, optional }) => problem !== undefined &&
      !(optional && problem === 'missing'))
      .map(({ name, problem, remedy }) => `${name} is ${problem}; ${remedy}`)
  ]
  tell(session, {
    remixture: manifest.version, node: process.version, platform: platform(), tfjs: tf.version_core,
    backend, backends: tried, fused, training, peers, copies: core, problems
  }, [
    `remixture ${manifest.version}, Node ${process.versions.node}, ${platform()}, ` +
      `tfjs ${tf.version_core}`,
    '',
    'Backends, in the order of preference:',
    ...columns(tried.map(trial => [`  ${trial.name}`, trialText(trial, backend)])),
    '',
    'Operations that are one kernel:',
    ...columns(tried.filter(({ problem }) => problem === undefined)
      .map(trial => [`  ${trial.name}`, fusedText(trial)])),
    '',
    ...trainingLines(training),
    '',
    'Packages that remixture works with:',
    ...columns(peers.map(({ name, version, wanted, optional, problem, remedy }) =>
      [`  ${name}`, version ?? '-', `wanted ${wanted}`, optional ? 'optional' : 'needed',
        purposes[name] ?? '', problem === undefined ? 'ok' : `${problem}; ${remedy}`])),
    '',
    'Copies of @tensorflow/tfjs-core:',
    ...core.map(folder => `  ${folder}`),
    '',
    ...problems.length === 0 ? ['No problems.'] : problems.map(text => `Problem: ${text}`)
  ])
  return problems.length === 0 ? exit.done : exit.found
}

/** What packages are for that are needed only for one thing. */
const purposes: Readonly<Record<string, string>> = {
  '@wasm-audio-decoders/flac': 'sounds: FLAC',
  '@wasm-audio-decoders/ogg-vorbis': 'sounds: Ogg Vorbis',
  'mpg123-decoder': 'sounds: MP3',
  'laz-perf': 'points: LAZ',
  three: 'points: pages in space',
  sharp: 'images',
  'csv-parse': 'tables: CSV',
  hyparquet: 'tables: Parquet',
  'hyparquet-writer': 'tables: Parquet, written',
  'tar-stream': 'archives: WebDataset',
  fzstd: 'tables: Parquet, packed by zstd',
  yauzl: 'arrays: NPZ',
  yazl: 'arrays: NPZ, written',
  usearch: 'embeddings: near rows of many',
  '@observablehq/plot': 'pages: histograms',
  '@mixmark-io/domino': 'pages: histograms'
}

interface Peer {
  readonly name: string
  readonly wanted: string
  readonly optional: boolean
  readonly version?: string
  readonly problem?: 'missing' | 'of another version'
  readonly remedy: string
}

function peersOf (manifest: Manifest): Peer[] {
  const { peerDependencies = {}, peerDependenciesMeta = {} } = manifest
  return Object.entries(peerDependencies).map(([name, wanted]) => {
    const version = installed(name)
    const wrong = version === undefined
      ? 'missing' as const
      : fits(version, wanted) ? undefined : 'of another version' as const
    return {
      name,
      wanted,
      optional: peerDependenciesMeta[name]?.optional === true,
      ...version === undefined ? {} : { version },
      ...wrong === undefined ? {} : { problem: wrong },
      remedy: `install it by "npm install ${name}@${wanted}"`
    }
  })
}

interface Trial extends Pick<Capabilities, 'adapter'> {
  readonly name: string
  readonly problem?: string
  /** Operations that are one kernel there, and why others are not. */
  readonly fused?: readonly string[]
  readonly reasons?: Readonly<Record<string, string>>
}

async function tryBackends (): Promise<Trial[]> {
  const found: Trial[] = []
  for (const name of backends) {
    try {
      await useBackend(name)
      const { fused, reasons, adapter } = capabilities()
      found.push({
        name,
        fused: Object.keys(fused).filter(each => fused[each]),
        reasons,
        ...adapter === undefined ? {} : { adapter }
      })
    } catch (error) {
      if (!(error instanceof RemixtureError)) throw error
      found.push({ name, problem: error.message })
    }
  }
  return found
}

function trialText ({ name, problem, adapter }: Trial, used: string): string {
  if (problem !== undefined) return problem
  const works = adapter === undefined
    ? 'works'
    : `works, on ${adapter.name}, ${adapter.software ? 'in software' : 'hardware'}`
  return name === used ? `${works}; is used` : works
}

function fusedText ({ fused = [], reasons = {} }: Trial): string {
  const why = [...new Set(Object.values(reasons))].map(reason => {
    const names = Object.keys(reasons).filter(name => reasons[name] === reason)
    return `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} composed of others: ${reason}`
  })
  const all = Object.keys(reasons).length === 0 ? ['all: '] : []
  return [...fused.length === 0 ? [] : [all.join('') + fused.join(', ')], ...why].join('; ')
}

function platform (): string {
  return `${process.platform} ${process.arch}`
}
