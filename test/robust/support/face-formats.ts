import { Rng } from '../../../core/index.js'
import {
  namings, readOff, writeBin, writeLabel, writeNpyTable, writePcd, writePly, writeText
} from '../../../domains/pointcloud/formats/index.js'
import type { AnyCloud, Mesh, PointTable } from '../../../domains/pointcloud/index.js'
import type { Cases } from './face.js'

/** Readers and writers of files of points, on bytes. Damaged files are in `hostile.test.ts`. */

const column = (...numbers: number[]) => ({ data: Float32Array.from(numbers), width: 1 })
const table = (): PointTable => ({ size: 2, columns: {
  x: column(1, 2), y: column(3, 4), z: column(5, 6), intensity: column(0, 1) } })
const short = (): PointTable => ({ ...table(), size: 3 })
const cloud = (): AnyCloud => ({ coordinates: Float32Array.of(1, 2, 3), columns: {} })
const text = (lines: string): Uint8Array => new TextEncoder().encode(lines)
const mesh = (): Mesh => readOff(text('OFF 3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n'))
/** LAS 1.2 of no points. */
const las = (): Uint8Array => {
  const bytes = new Uint8Array(227)
  const view = new DataView(bytes.buffer)
  bytes.set(text('LASF'))
  bytes.set([1, 2], 24)
  view.setUint16(94, 227, true)
  view.setUint32(96, 227, true)
  view.setUint16(105, 20, true)
  for (const at of [131, 139, 147]) view.setFloat64(at, 0.01, true)
  return bytes
}

const noBytes = (who: string): string =>
  `${who}: "bytes" must be the bytes of a file, an Uint8Array, got "points.ply"`
const reads = (who: string) => [() => ['points.ply'], 'INPUT', noBytes(who)] as const
const holds = (who: string) => [() => [short()], 'INPUT',
  `${who}: "x" must hold 1 numbers for each of 3 points, got a Float32Array of 2`] as const

export const formatCases: Cases = {
  cloudOf: {
    args: () => [table(), 'auto', 'a file'],
    names: [2],
    wrong: [
      [() => [{ size: 0, columns: {} }], 'FORMAT',
        'cloudOf: must have the columns x, y and z, got none'],
      [() => [table(), 'middle'], 'OPTION',
        'cloudOf: "origin" must be "auto", "none" or three numbers, got "middle"']
    ]
  },
  tableOf: {
    args: () => [cloud(), namings.ply],
    wrong: [[() => [cloud(), 5], 'INPUT',
      'tableOf: "naming" must name colours and normals, as namings do, got 5']]
  },
  readBin: {
    args: () => [writeBin(table()), {}, 'a file'],
    names: [2],
    wrong: [reads('readBin'), [() => [new Uint8Array(5), { fields: [5] }], 'OPTION',
      'readBin: "fields" must be names of numbers, each once, got undefined']]
  },
  writeBin: { args: () => [table(), {}], wrong: [holds('writeBin')] },
  readLabel: {
    args: () => [writeLabel([1, 2]), 2, 'a file'],
    names: [1, 2],
    wrong: [reads('readLabel'), [() => [new Uint8Array(4), 2], 'FORMAT',
      'readLabel: must have a label for each of 2 points, got 1']]
  },
  writeLabel: {
    args: () => [[1, 2], [3, 4]],
    wrong: [[() => [5], 'INPUT', 'writeLabel: "segment" must be a list of whole numbers, got 5'],
      [() => [[70_000]], 'INPUT',
        'writeLabel: "segment" must be whole numbers from 0 to 65,535, got 70000']]
  },
  readLas: { args: () => [las(), 'a file'], names: [1], wrong: [reads('readLas')] },
  readLasHeader: {
    args: () => [las(), 'a file'], names: [1],
    wrong: [reads('readLasHeader'), [() => [text('LASX'), 'scan.las'], 'FORMAT',
      'scan.las: is no LAS file: it must begin with LASF']]
  },
  readLaz: { harmless: 'takes the package laz-perf; test/pointcloud/formats tries it with files' },
  readNpyTable: {
    args: () => [writeNpyTable(table()), undefined, 'a file'],
    names: [2],
    wrong: [reads('readNpyTable'), [() => [writeNpyTable(table()), 5], 'OPTION',
      'readNpyTable: "fields" must be a list of names, got 5']]
  },
  writeNpyTable: { args: () => [table()], wrong: [holds('writeNpyTable')] },
  readOff: { args: () => [text('OFF 0 0 0\n'), 'a file'], names: [1], wrong: [reads('readOff')] },
  readPcd: { args: () => [writePcd(table()), 'a file'], names: [1], wrong: [reads('readPcd')] },
  readPcdHeader: {
    args: () => [writePcd(table()), 'a file'], names: [1], wrong: [reads('readPcdHeader')]
  },
  writePcd: {
    args: () => [table(), 'ascii'],
    wrong: [holds('writePcd'), [() => [table(), 'zip'], 'OPTION',
      'writePcd: "encoding" must be ascii or binary, got "zip"']]
  },
  readPly: { args: () => [writePly(table()), 'a file'], names: [1], wrong: [reads('readPly')] },
  writePly: { args: () => [table(), 'ascii'], wrong: [holds('writePly')] },
  readText: {
    args: () => [writeText(table()), {}, 'a file'],
    names: [2],
    wrong: [reads('readText'), [() => [text('1 2 3'), { invalid: 'stop' }], 'OPTION',
      'readText: "invalid" must be "error" or "skip", got "stop"']]
  },
  writeText: {
    args: () => [table(), {}],
    wrong: [holds('writeText'), [() => [table(), { separator: '-' }], 'OPTION',
      'writeText: "separator" must be a space, a comma, a semicolon or a tab, got "-"']]
  },
  streamPoints: {
    args: () => [[writePly(table())], 'ply', {}, 'a file'],
    names: [3],
    wrong: [
      [() => [5, 'ply'], 'INPUT',
        'streamPoints: "chunks" must be pieces of bytes to iterate, got 5'],
      [() => [[], 'laz'], 'OPTION', 'streamPoints: "format" must be one of ply, pcd, las, off, ' +
        'npy, text, bin, nuscenes, got "laz"'],
      [() => [[], 'ply', { block: 0 }], 'OPTION',
        'streamPoints: "block" must be a whole number of points, 1 to 67108864, got 0']
    ]
  },
  sampleSurface: {
    args: () => [mesh(), 4, Rng(1)],
    wrong: [[() => [mesh(), -1, Rng(1)], 'INPUT',
      'sampleSurface: "count" must be a whole number, 0 or more, got -1']]
  }
}
