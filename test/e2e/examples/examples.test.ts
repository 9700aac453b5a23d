import { spawn } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import test from 'ava'
import sharp from 'sharp'

interface Run {
  readonly status: number | null
  readonly lines: readonly string[]
  readonly errors: string
}

/** Runs an example as a user does, from the root of the repository. */
async function run (example: string): Promise<Run> {
  const file = path.join(import.meta.dirname, '..', '..', '..', 'examples', `${example}.js`)
  const { NODE_OPTIONS: _options, NO_COLOR: _color, ...env } = process.env
  const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const text = { out: '', errors: '' }
  child.stdout.on('data', part => { text.out += String(part) })
  child.stderr.on('data', part => { text.errors += String(part) })
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { status, lines: text.out.trimEnd().split('\n'), errors: text.errors }
}

/** The last number of every line. */
function lastNumbers (lines: readonly string[]): number[] {
  return lines.map(line => Number(/([\d.]+)$/.exec(line)?.[1]))
}

test('a mixer of one\'s own is described and paints a picture', async t => {
  await rm('out/ring-mix.png', { force: true })
  const { status, lines, errors } = await run('custom-mixer')
  t.is(errors, '')
  t.is(status, 0)
  t.is(lines[0], 'ring-mix: 2 outputs of height 160 × width 240')
  const { width, height, channels } = await sharp('out/ring-mix.png').metadata()
  t.deepEqual({ width, height, channels }, { width: 240, height: 320, channels: 3 })
})

test('codes of sounds are mixed and decoded', async t => {
  const { status, lines, errors } = await run('latent-mixup')
  t.is(errors, '')
  t.is(status, 0)
  t.regex(lines[0], /^codes \[2, 1024, 16\] mixed by λ 0\.\d{3} and 0\.\d{3}$/)
  t.true(Number(/at most (\S+) from/.exec(lines[1])?.[1]) < 1e-5, lines[1])
})

test('a classifier learns from a dataset that is mixed', async t => {
  const { status, lines, errors } = await run('train-digits')
  t.is(errors, '')
  t.is(status, 0)
  t.deepEqual(lines.map(line => line.replace(/[\d.]+$/, 'x')),
    [1, 2, 3].map(epoch => `epoch ${epoch}: test accuracy x`))
  t.true(lastNumbers(lines)[2] > 0.8, lines[2])
})

test('manifold mixup mixes at the layer that was drawn, and its loss falls', async t => {
  const { status, lines, errors } = await run('manifold-mixup')
  t.is(errors, '')
  t.is(status, 0)
  t.true(lines.every(line => /^step \d+, layer [012]: loss \d\.\d{3}$/.test(line)), lines.join())
  t.true(new Set(lines.map(line => line.split(':')[0].at(-1))).size > 1)
  const losses = lastNumbers(lines)
  t.true(losses[losses.length - 1] < 0.6 * losses[0], lines.join('\n'))
})

test('any loss can be mixed with integer labels, and the mixed accuracy rises', async t => {
  const { status, lines, errors } = await run('mixed-loss')
  t.is(errors, '')
  t.is(status, 0)
  t.true(lines.every(line => /^step \d+: loss \d\.\d{3}, mixed accuracy 0\.\d{3}$/.test(line)))
  const accuracies = lastNumbers(lines)
  t.true(accuracies[0] < 0.4 && accuracies[5] > 0.5, lines.join('\n'))
})

test('a classifier learns from a folder of JPEGs of mixed sizes, in 25 lines at most', async t => {
  const { status, lines, errors } = await run('train-folder')
  t.is(errors, '')
  t.is(status, 0)
  t.true(lastNumbers(lines)[0] > 0.7, lines.join())
  const source = await readFile('examples/train-folder.ts', 'utf8')
  t.true(source.trimEnd().split('\n').filter(line => line !== '').length <= 25)
})

test('masks are mixed as their images are, and keep their class ids', async t => {
  const { status, lines, errors } = await run('segmentation')
  t.is(errors, '')
  t.is(status, 0)
  t.is(lines[0], '6 images with masks')
  for (let i = 0; i < 6; i++) {
    const { data, info } = await sharp(`out/segmentation/masks/00000${i}.png`).toColourspace('b-w')
      .raw().toBuffer({ resolveWithObject: true })
    t.deepEqual([info.height, info.width], [160, 240])
    t.deepEqual([...new Set(data)].sort(), [0, 1])
  }
})

test('annotation boxes follow their images', async t => {
  const { status, lines, errors } = await run('detection')
  t.is(errors, '')
  t.is(status, 0)
  const [cut, mixed] = lines.map(line =>
    JSON.parse(line.slice(line.indexOf(' '))) as Array<{ weights: number[] }>)
  t.true(cut.flatMap(({ weights }) => weights).every(weight => weight === 1))
  mixed.forEach(({ weights }) => { t.is(Math.round(100 * weights.reduce((a, b) => a + b)), 100) })
})
