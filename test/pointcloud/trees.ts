import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Rng } from '../../core/index.js'
import { writeBin, writeLabel } from '../../domains/pointcloud/index.js'
import { encodeNpy } from '../../core/npy/encode.js'

/** Writes a file, and the folders it lies in. */
export function put (root: string, name: string, bytes: Uint8Array | string): void {
  const file = path.join(root, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, bytes)
}

const raw = [0, 10, 11, 30, 40, 70, 252, 254]

/** A tree of SemanticKITTI: scans of some hundred points, labels with instances. */
export function kittiTree (root: string, scans: readonly string[]): void {
  for (const [k, scan] of scans.entries()) {
    const rng = Rng(k).fork('scan')
    const size = 300 + 17 * k
    const column = (low: number, high: number): { data: Float32Array, width: number } => ({
      data: Float32Array.from({ length: size }, () => low + (high - low) * rng.uniform()), width: 1
    })
    const columns = {
      x: column(-40, 40), y: column(-40, 40), z: column(-3, 1), intensity: column(0, 1)
    }
    const [sequence, name] = scan.split('/')
    put(root, `sequences/${sequence}/velodyne/${name}.bin`, writeBin({ size, columns }))
    const segment = Uint16Array.from({ length: size }, () => raw[Math.floor(8 * rng.uniform())])
    const instance = segment.map(id => id > 40 ? 0 : Math.floor(65536 * rng.uniform()))
    put(root, `sequences/${sequence}/labels/${name}.label`, writeLabel(segment, instance))
    put(root, `sequences/${sequence}/calib.txt`, 'P0: 1 0 0 0\n')
  }
}

/** A folder of Pointcept: two rooms with colours, normals, classes and instances. */
export function pointceptTree (root: string): void {
  for (const [k, room] of ['scene0000_00', 'scene0001_00', 'scene0002_00'].entries()) {
    const size = 200 + 11 * k
    const rng = Rng(k).fork('room')
    const array = (file: string, data: Parameters<typeof encodeNpy>[0]['data'], width: number) => {
      const shape = width === 0 ? [size] : [size, width]
      put(root, `train/${room}/${file}.npy`, Buffer.concat(encodeNpy({ data, shape }, file)))
    }
    array('coord', Float32Array.from({ length: 3 * size }, () => 5 * rng.uniform()), 3)
    array('color', Uint8Array.from({ length: 3 * size }, () => 256 * rng.uniform()), 3)
    array('normal', Float32Array.from({ length: 3 * size }, () => rng.uniform()), 3)
    array('segment20', Int16Array.from({ length: size }, () => 20 * rng.uniform()), 0)
    array('segment200', Int16Array.from({ length: size }, () => 200 * rng.uniform()), 0)
    array('instance', Int32Array.from({ length: size }, () => 9 * rng.uniform() - 1), 1)
  }
}
