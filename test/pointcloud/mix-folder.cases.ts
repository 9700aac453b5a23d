import { createHash } from 'node:crypto'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import test, { type ExecutionContext } from 'ava'
import { decodeNpy } from '../../core/npy/decode.js'
import { mix3d, polarmix } from '../../domains/pointcloud/index.js'
import { cloudFolder, mixClouds, readPoints, replayClouds } from '../../plugins/io/index.js'
import { hashes } from '../io/mix/files.js'
import { command } from './command.js'
import { kittiTree, pointceptTree, put } from './trees.js'

const scans = ['00/000000', '00/000001', '01/000000', '01/000007', '08/000000', '08/000003']

function folder (t: ExecutionContext): string {
  const root = mkdtempSync(path.join(tmpdir(), 'mixed-clouds-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  return root
}

/** A tree of scans, and the mix of it that none has ended. */
async function mixedOnce (t: ExecutionContext) {
  const root = folder(t)
  const [source, out, whole] = ['source', 'mixed', 'whole'].map(name => path.join(root, name))
  kittiTree(source, scans)
  await mixClouds(source, polarmix(), { out: whole, batch: 2 })
  return { root, source, out, whole }
}

/** What a command wrote that ends well. */
async function written (t: ExecutionContext, ...args: string[]): Promise<string> {
  const { code, out, err } = await command(...args)
  t.is(code, 0, err)
  return out
}

const filesOf = (root: string): string[] => (readdirSync(root, { recursive: true }) as string[])
  .filter(file => /\.(bin|label|npy)$/.test(file) && !file.startsWith('provenance')).sort()

interface Line { readonly output: string, readonly sources: string[], readonly provenance: string }

const linesOf = (out: string): Line[] => readFileSync(path.join(out, 'mixes.jsonl'), 'utf8').trim()
  .split('\n').map(line => JSON.parse(line) as Line)
const labelsFor = (root: string, scan: string): Uint32Array => {
  const file = scan.replace('velodyne', 'labels').replace('.bin', '.label')
  return new Uint32Array(Uint8Array.from(readFileSync(path.join(root, file))).buffer)
}
const floatsOf = (root: string, scan: string): Float32Array =>
  new Float32Array(Uint8Array.from(readFileSync(path.join(root, scan))).buffer)

for (const mixer of ['polarmix', 'lasermix', 'mix3d']) {
  test(`${mixer}: a tree of SemanticKITTI, every label by its provenance`, async t => {
    const root = folder(t)
    const [source, out] = [path.join(root, 'source'), path.join(root, 'mixed')]
    kittiTree(source, scans)
    await written(t, 'mix', source, '--domain', 'pointcloud', '--layout', 'semantickitti',
      '--mixer', mixer, '--seed', '7', '--out', out)
    t.deepEqual(filesOf(out), filesOf(source))
    t.true(existsSync(path.join(out, 'sequences/08/calib.txt')))
    let partners = 0
    for (const { output, sources, provenance } of linesOf(out)) {
      const labels = labelsFor(out, output)
      const points = floatsOf(out, output)
      const { columns } = await readPoints(path.join(out, provenance))
      const [part, index] = [columns.part.data, columns.index.data]
      t.is(part.length, labels.length)
      t.is(points.length, 4 * labels.length)
      t.is(sources[0], output)
      // Validation is mixed with validation only
      t.true(sources.every(each => each.includes('/08/') === output.includes('/08/')))
      const own = sources.map(each => labelsFor(source, each))
      const floats = sources.map(each => floatsOf(source, each))
      for (let k = 0; k < labels.length; k++) {
        const [from, row] = [Number(part[k]), Number(index[k])]
        if (labels[k] !== own[from][row]) return t.fail(`${output}, point ${k}`)
        if (points[4 * k + 3] !== floats[from][4 * row + 3]) return t.fail('intensity')
        partners += Number(sources[from] !== output)
      }
    }
    t.true(partners > 100)
  })
}

const python = ['python3', '/usr/bin/python3']
  .find(each => spawnSync(each, ['-c', 'import numpy']).status === 0)
const script = `
import json, sys, numpy as np
source, out = sys.argv[1:]
label = lambda root, scan: np.fromfile(
    f"{root}/{scan.replace('velodyne', 'labels').replace('.bin', '.label')}", np.uint32)
count = 0
for line in open(f"{out}/mixes.jsonl"):
    mix = json.loads(line)
    points = np.fromfile(f"{out}/{mix['output']}", np.float32).reshape(-1, 4)
    labels = label(out, mix["output"])
    p = np.load(f"{out}/{mix['provenance']}")
    assert len(points) == len(labels) == len(p)
    for part, scan in enumerate(mix["sources"]):
        own = p["part"] == part
        assert (labels[own] == label(source, scan)[p["index"][own]]).all()
        count += own.sum()
print(count)
`
// The test above says the same without numpy, which a user's machine need not have; CI must
const ifNumpy =
  python !== undefined || process.env.REMIXTURE_NUMPY === 'required' ? test : test.skip
ifNumpy('numpy alone reads the mixed tree and finds every label', async t => {
  const root = folder(t)
  const [source, out] = [path.join(root, 'source'), path.join(root, 'mixed')]
  kittiTree(source, scans)
  const said = JSON.parse(await written(t, '--json', 'mix', source, '--layout', 'semantickitti',
    '--out', out)) as { points: number }
  t.is(Number(execFileSync(python ?? 'python3', ['-c', script, source, out], { encoding: 'utf8' })),
    said.points)
})

test('the same seed mixes the same bytes; another one others; --force overwrites', async t => {
  const root = folder(t)
  const source = path.join(root, 'source')
  kittiTree(source, scans.slice(0, 3))
  const mixed = async (name: string, ...more: string[]): Promise<string> => {
    const out = path.join(root, name)
    await written(t, 'mix', source, '--layout', 'semantickitti', '--out', out, ...more)
    return filesOf(out).map(file => readFileSync(path.join(out, file)).toString('base64')).join()
  }
  const first = await mixed('a')
  t.is(await mixed('b'), first)
  t.not(await mixed('c', '--seed', '1'), first)
  t.not(await mixed('b', '--force', '--seed', '1'), first)
})

test('a mix that is ended goes on; its replay is the same bytes, or says what is not', async t => {
  const { root, source, out, whole } = await mixedOnce(t)
  const ending = new AbortController()
  const ended = mixClouds(source, polarmix(), { out, batch: 2, signal: ending.signal,
    onProgress: done => { if (done === 4) ending.abort(new Error('enough')) } })
  await t.throwsAsync(ended, { message: 'enough' })
  t.false(existsSync(out))
  const told: number[] = []
  await mixClouds(source, polarmix(), { out, batch: 2, onProgress: done => { told.push(done) } })
  t.deepEqual(told, [6])
  t.deepEqual(await hashes(out), await hashes(whole))
  t.deepEqual(readdirSync(root).sort(), ['mixed', 'source', 'whole'])
  t.regex(await written(t, 'replay', out), /18 files made again, all of them the same bytes/)
  const label = path.join(out, 'sequences/00/labels/000001.label')
  const bytes = readFileSync(label)
  bytes[0] ^= 1
  writeFileSync(label, bytes)
  t.deepEqual((await replayClouds(out)).differing, ['sequences/00/labels/000001.label'])
  renameSync(source, `${source}-moved`)
  t.is((await replayClouds(out, { source: `${source}-moved` })).differing.length, 1)
  await t.throwsAsync(replayClouds(source), { code: 'FORMAT', message: /holds no mix of clouds/ })
})

test('a mix knows the bytes it read: changed ones begin anew, and are not replayed', async t => {
  const root = folder(t)
  const [source, out] = [path.join(root, 'source'), path.join(root, 'mixed')]
  kittiTree(source, scans)
  const end = async (): Promise<void> => {
    const ending = new AbortController()
    await t.throwsAsync(mixClouds(source, polarmix(), { out, batch: 2, force: true,
      signal: ending.signal,
      onProgress: done => { if (done === 4) ending.abort(new Error('enough')) } }),
    { message: 'enough' })
  }
  const told: number[] = []
  const goOn = async (): Promise<void> => {
    told.length = 0
    await mixClouds(source, polarmix(),
      { out, batch: 2, force: true, onProgress: done => { told.push(done) } })
  }
  // The same size, another bit: of a scan that is done, and of one that is not
  await end()
  const [first] = linesOf(`${out}.partial`)
  const flip = (file: string): void => {
    const bytes = readFileSync(path.join(source, file))
    bytes[4] ^= 1
    writeFileSync(path.join(source, file), bytes)
  }
  flip(first.output)
  await goOn()
  t.deepEqual(told, [2, 4, 6])
  const sums = filesOf(source).map(file => [file,
    createHash('sha256').update(readFileSync(path.join(source, file))).digest('hex')] as const)
  const manifest = JSON.parse(readFileSync(path.join(out, 'manifest.json'), 'utf8')) as
    { sources: string }
  t.is(manifest.sources, createHash('sha256')
    .update(sums.map(([file, sum]) => `${sum}  ${file}\n`).join('')).digest('hex'))
  flip(first.output)
  await t.throwsAsync(replayClouds(out), { code: 'CHANGED', message: /has other bytes/ })
  await end()
  const done = new Set(linesOf(`${out}.partial`).map(({ output }) => output))
  flip(linesOf(out).map(({ output }) => output).find(each => !done.has(each)) as string)
  await goOn()
  t.deepEqual(told, [6])
})

test('points of scans without labels count for nothing beside those with some', async t => {
  const root = folder(t)
  const [source, out] = [path.join(root, 'source'), path.join(root, 'mixed')]
  kittiTree(source, scans.slice(0, 2))
  rmSync(path.join(source, 'sequences/00/labels/000001.label'))
  await written(t, 'mix', source, '--domain', 'pointcloud', '--mixer', 'mix3d', '--out', out)
  const [line] = linesOf(out).filter(({ output }) => output.includes('000000'))
  t.is(line.sources.length, 2)
  const { columns } = await readPoints(path.join(out, line.provenance))
  const labels = labelsFor(out, line.output)
  const theirs = [...labels].filter((_, k) => columns.part.data[k] === 1)
  t.true(theirs.length > 10 && theirs.every(label => label === 0))
  t.true([...labels].some(label => label > 0))
  t.false(existsSync(path.join(out, 'sequences/00/labels/000001.label')))
})

test('another mix in the place of one that was ended begins anew', async t => {
  const { source, out, whole } = await mixedOnce(t)
  const ending = new AbortController()
  await t.throwsAsync(mixClouds(source, polarmix({ swap: 1 }), { out, batch: 2,
    signal: ending.signal, onProgress: () => { ending.abort(new Error('enough')) } }))
  await mixClouds(source, polarmix(), { out, batch: 2 })
  t.deepEqual(await hashes(out), await hashes(whole))
  put(`${out}2.partial`, 'mine.txt', 'mine')
  await t.throwsAsync(mixClouds(source, polarmix(), { out: `${out}2` }), { code: 'NOT_EMPTY' })
  t.true(existsSync(`${out}2.partial/mine.txt`))
})

test('Pointcept: a folder of arrays keeps its files, types and shapes', async t => {
  const root = folder(t)
  const [source, out] = [path.join(root, 'source'), path.join(root, 'mixed')]
  pointceptTree(source)
  await written(t, 'mix', source, '--domain', 'pointcloud', '--layout', 'pointcept', '--out', out)
  t.deepEqual(filesOf(out), filesOf(source))
  for (const { output, sources, provenance } of linesOf(out)) {
    const { columns } = await readPoints(path.join(out, provenance))
    const size = columns.part.data.length
    for (const file of readdirSync(path.join(source, output))) {
      const read = (base: string, scene: string) =>
        decodeNpy(file, readFileSync(path.join(base, scene, file)))
      const got = read(out, output)
      t.is(got.type, read(source, output).type)
      t.deepEqual(got.shape, [size, ...read(source, output).shape.slice(1)])
      const own = sources.map(scene => read(source, scene))
      const width = got.data.length / size
      for (let k = 0; k < got.data.length; k++) {
        const point = Math.floor(k / width)
        const row = Number(columns.index.data[point])
        const want = own[Number(columns.part.data[point])].data[row * width + k % width]
        if (got.data[k] !== want) return t.fail(`${output} ${file} ${k}`)
      }
    }
  }
})

test('a folder that is damaged, or has no scans, leaves nothing behind', async t => {
  const root = folder(t)
  const source = path.join(root, 'source')
  kittiTree(source, scans.slice(0, 2))
  put(source, 'sequences/00/velodyne/000001.bin', new Uint8Array(595))
  const out = path.join(root, 'mixed')
  await t.throwsAsync(mixClouds(source, polarmix(), { out }),
    { code: 'FORMAT', message: /000001\.bin: must have a multiple of 16 bytes.*got 595/ })
  t.deepEqual(readdirSync(root), ['source'])
  await t.throwsAsync(cloudFolder(source, { layout: 'scannet' }), { code: 'FORMAT' })
  await t.throwsAsync(mixClouds(source, polarmix(), { out: path.join(source, 'x') }),
    { code: 'OPTION', message: /outside of the folder/ })
})

test('scans whose columns do not go together are told by their names; nothing is left', async t => {
  const [source, at] = [folder(t), folder(t)]
  const ply = (type: string): string => ['ply', 'format ascii 1.0', 'element vertex 1',
    ...['x', 'y', 'z'].map(axis => `property float ${axis}`),
    ...['red', 'green', 'blue'].map(name => `property ${type} ${name}`),
    'end_header', '1 2 3 4 5 6', ''].join('\n')
  writeFileSync(path.join(source, 'a.ply'), ply('uchar'))
  writeFileSync(path.join(source, 'b.ply'), ply('ushort'))
  const out = path.join(at, 'out')
  await t.throwsAsync(mixClouds(source, mix3d(), { out }), {
    code: 'FORMAT',
    message: /^[ab]\.ply, [ab]\.ply: cannot be mixed with .*: mix3d: "columns.color" must be/
  })
  t.deepEqual(readdirSync(at), [])
})
