import type { MixerDescription } from '../../../core/index.js'

/** What gives a signal of clouds, as a page makes it up. */
const signs: Readonly<Record<string, string>> = {
  boxes: '() => [boxes, boxes]',
  objects: '() => boxes',
  saliency: '() => [[1, 2, 1, 3], [2, 1, 1, 1]]'
}

/** How a program mixes two clouds of four points; what a mixer needs is made up. */
export function cloudProgram (identifier: string, description: MixerDescription): string {
  const { pools = [], signals = [] } = description
  const boxed = signals.includes('boxes')
  const settings = [
    'seed: 7',
    ...pools.length === 0
      ? []
      : [`pools: { ${pools.map(pool => `${pool}: { x: [cloud] }`).join(', ')} }`],
    ...signals.length === 0
      ? []
      : [`signals: { ${signals.map(signal => `${signal}: ${signs[signal]}`).join(', ')} }`]
  ]
  const options = settings.length === 1
    ? `{ ${settings[0]} }`
    : `{\n  ${settings.join(',\n  ')}\n}`
  return [
    '```ts',
    "import { createMixer } from 'remixture'",
    `import { ${identifier} } from 'remixture/pointcloud'`,
    '',
    'const cloud = {',
    '  coordinates: Float32Array.of(0, 0, 0, 4, 0, 1, 0, 5, 1, -3, 2, 0),',
    '  columns: {',
    '    segment: { data: Int32Array.of(0, 1, 1, 2), width: 1 },',
    '    instance: { data: Int32Array.of(0, 1, 1, 2), width: 1 }',
    '  }',
    '}',
    ...boxed ? ['const boxes = { boxes: [[4, 0, 1, 2, 2, 2, 0]], classes: [1] }'] : [],
    `const mix = createMixer(${identifier}(), ${options})`,
    'const { batch, plan } = mix.mix([cloud, cloud])',
    '```'
  ].join('\n')
}
