/** A program of a mixer of embeddings: what it imports besides, and its lines. */
interface Program {
  readonly identifier?: string
  readonly names: readonly string[]
  readonly lines: readonly string[]
}

const rows = (...names: readonly string[]): string[] =>
  names.map(name => `const ${name} = tf.randomNormal<tf.Rank.R2>([4, 8])`)

/** Mixers that a loss calls, that draw on a pool, or that need tensors. */
const programs: Readonly<Record<string, Program>> = {
  'mochi': {
    names: ['embeddingBank', 'infoNCE'],
    lines: [
      'const bank = embeddingBank({ capacity: 64, dimensions: 8 })',
      'bank.enqueue(tf.randomNormal<tf.Rank.R2>([64, 8]))',
      'const hard = createMixer(mochi({ hardest: 16 }), { seed: 7 })',
      ...rows('anchors', 'positives'),
      'const loss = infoNCE({ anchors, positives, bank, synthetic: hard({ anchors, bank }) })'
    ]
  },
  'sup-re-mix': {
    names: ['supReMixLoss'],
    lines: [
      'const mix = createMixer(supReMix(), { seed: 7 })',
      ...rows('embeddings'),
      'const plan = mix({ embeddings })',
      'const loss = supReMixLoss({ embeddings, targets: [1, 2, 3, 4], plan })'
    ]
  },
  'drop-mix': {
    names: ['dropMixRows', 'hardness'],
    lines: [
      'const mix = createMixer(dropMix(), { seed: 7 })',
      ...rows('anchors', 'negatives'),
      'const mixed = dropMixRows(mix({ negatives }), negatives, hardness(negatives, anchors))'
    ]
  },
  'embedding-expansion': {
    names: ['expansionTriplet'],
    lines: [
      'const expand = createMixer(embeddingExpansion(), { seed: 7 })',
      ...rows('embeddings'),
      'const plan = expand({ embeddings })',
      'const loss = expansionTriplet({ embeddings, labels: Int32Array.of(0, 0, 1, 1), plan })'
    ]
  },
  'metrix': {
    identifier: 'metrixMix',
    names: ['metrix'],
    lines: [
      'const mix = createMixer(metrixMix(), { seed: 7 })',
      ...rows('embeddings'),
      'const labels = Int32Array.of(0, 0, 1, 1)',
      'const loss = metrix({ embeddings, labels, plan: mix({ embeddings, labels }) })'
    ]
  },
  'm3-mix': {
    identifier: 'multiModalMix',
    names: ['multiModalLoss'],
    lines: [
      'const m3 = createMixer(multiModalMix({ v: 0.1, l: 0.1 }), { seed: 7 })',
      ...rows('image', 'text'),
      'const loss = multiModalLoss({ image, text, mix: m3({ image, text }), epoch: 0 })'
    ]
  },
  'geodesic': {
    names: [],
    lines: [
      'const mix = createMixer(geodesic(), { seed: 7 })',
      'const x = tf.tensor2d([1, 0, 0, 1, 0.6, 0.8, 0.8, 0.6], [4, 2])',
      'const { batch, plan } = mix.mix({ x })'
    ]
  },
  'm2-mix': {
    identifier: 'crossModal',
    names: [],
    lines: [
      ...rows('image', 'text'),
      'const mix = createMixer(crossModal(), { seed: 7, pools: { text: { x: text } } })',
      'const { batch, plan } = mix.mix({ x: image })'
    ]
  }
}

/** What a program with embeddings looks like: rows, or the loss that calls the mixer. */
export function embeddingProgram (name: string, camel: string): string {
  const program = programs[name] as Program | undefined
  const { identifier = camel, names, lines } = program ?? {
    names: [],
    lines: [
      `const mix = createMixer(${camel}(), { domain: 'embedding', seed: 7 })`,
      'const x = { data: Float32Array.of(1, 0, 0, 1, 0.6, 0.8, 0.8, 0.6), shape: [4, 2] }',
      'const { batch, plan } = mix.mix({ x })'
    ]
  }
  return [
    '```ts',
    ...program === undefined ? [] : ["import * as tf from '@tensorflow/tfjs-core'"],
    `import { createMixer${program === undefined ? '' : ', useBackend'} } from 'remixture'`,
    `import { ${[identifier, ...names].sort().join(', ')} } from 'remixture/embedding'`,
    '',
    ...program === undefined ? [] : ["await useBackend('cpu')"],
    ...lines,
    '```'
  ].join('\n')
}
