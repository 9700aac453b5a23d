import { execFile } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import test, { type ExecutionContext } from 'ava'
import { pointBlocks } from '../../../plugins/io/index.js'

const run = promisify(execFile)
const POINTS = 5_000_000
const MEBI = 2 ** 20

function folder (t: ExecutionContext): string {
  const root = mkdtempSync(path.join(tmpdir(), 'large-clouds-'))
  t.teardown(() => { rmSync(root, { recursive: true }) })
  return root
}

/** Writes a LAS file, format 2 (26 bytes a point), of points on a slope by the centimetre. */
function slope (file: string, count: number): void {
  const head = new DataView(new ArrayBuffer(227))
  new Uint8Array(head.buffer).set(new TextEncoder().encode('LASF'))
  head.setUint8(24, 1)
  head.setUint8(25, 2)
  head.setUint16(94, 227, true)
  head.setUint32(96, 227, true)
  head.setUint8(104, 2)
  head.setUint16(105, 26, true)
  head.setUint32(107, count, true)
  for (let axis = 0; axis < 3; axis++) {
    head.setFloat64(131 + 8 * axis, 0.01, true)
    head.setFloat64(155 + 8 * axis, [500_000, 5_400_000, 300][axis], true)
  }
  const out = openSync(file, 'w')
  writeSync(out, head)
  const each = 100_000
  const block = new DataView(new ArrayBuffer(26 * each))
  for (let start = 0; start < count; start += each) {
    for (let k = 0; k < each; k++) {
      const point = start + k
      block.setInt32(26 * k, point % 3000, true)
      block.setInt32(26 * k + 4, Math.floor(point / 3000), true)
      block.setInt32(26 * k + 8, point % 700, true)
      block.setUint16(26 * k + 20, point % 65_536, true)
    }
    writeSync(out, block, 0, 26 * Math.min(each, count - start))
  }
  closeSync(out)
}

async function memoryOf (small: string, ...args: string[]): Promise<number> {
  const child = fileURLToPath(new URL('large-child.js', import.meta.url))
  // What texts leave behind is collected early, so that the rest can be told from it
  const heap = ['--max-semi-space-size=1', '--max-old-space-size=80']
  const { stdout } = await run(process.execPath, [...heap, child, ...args],
    { env: { ...process.env, SMALL: small } })
  return Number(stdout.trim().split('\n').at(-1))
}

test.serial('a file of 5 million points is converted and made voxels in a part of its size',
  async t => {
    const root = folder(t)
    const [las, small] = [path.join(root, 'a.las'), path.join(root, 'small.las')]
    slope(las, POINTS)
    slope(small, 200_000)
    const size = statSync(las).size
    const rows: string[] = []
    const told = async (name: string, ...args: string[]): Promise<number> => {
      const bytes = await memoryOf(small, ...args)
      rows.push(`${name}: ${(bytes / MEBI).toFixed(0)} MiB for a file of ${
        (size / MEBI).toFixed(0)}`)
      return bytes
    }
    const place = (name: string): string => path.join(root, name)
    const ply = await told('LAS to PLY', 'convert', las, place('a.ply'))
    const ascii = await told('PLY to ascii PCD', 'convert', place('a.ply'), place('a.pcd'),
      '--encoding', 'ascii')
    const voxels = await told('voxels of 0.5 m', 'voxelize', las, place('v.ply'), '--size', '0.5',
      '--take', 'mean')
    // The control: what it takes to hold all of them
    const whole = await told('LAS to PLY, read whole', 'read', las, place('b.ply'))
    t.log(rows.join('\n'))
    for (const bytes of [ply, ascii, voxels]) t.true(bytes < size / 2, rows.join('\n'))
    t.true(whole > 2 * size, rows.join('\n'))
    const [one, other] = ['a.ply', 'b.ply'].map(name => statSync(place(name)).size)
    t.is(one, other)
    let points = 0
    for await (const block of pointBlocks(place('a.pcd'))) points += block.size
    t.is(points, POINTS)
  })
