import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readLabel, readLasHeader, readPcdHeader } from
  '../../../domains/pointcloud/formats/index.js'
import type { PointTable } from '../../../domains/pointcloud/formats/index.js'
import { readCloud, readPoints } from '../../../plugins/io/index.js'
import type { FileCloud } from '../../../plugins/io/index.js'
import type { Adapter, Output, Outputs } from '../adapter.js'

/** Reads a file of points, and reports its columns, or what they are on the whole. */
export const clouds: Adapter = async ({ bytes }, { name, survey }) => {
  const given = bytes as Uint8Array
  if (String(name).endsWith('.label')) {
    const { segment, instance } = readLabel(given)
    return { semantickitti_sem: segment, semantickitti_inst: instance }
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'golden-clouds-'))
  try {
    const file = path.join(folder, String(name))
    writeFileSync(file, given)
    const table = await readPoints(file)
    return survey === true
      ? { ...surveyOf(table), ...headerOf(given, file) }
      : { n: table.size, ...columnsOf(table), ...'x' in table.columns && 'y' in table.columns &&
        cloudColumns(table, await readCloud(file)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** By the names in the file. */
function columnsOf ({ columns, size }: PointTable): Outputs {
  const of = (name: string): Output =>
    name in columns ? Float64Array.from(columns[name].data as ArrayLike<number>, Number) : undefined
  return {
    x: of('x'),
    label: of('label') ?? of('segment'),
    instance: of('instance') ?? (size > 0 ? of('values') : undefined),
    intensity: of('intensity'),
    time: of('time'),
    classification: of('classification'),
    gps: of('gps_time')
  }
}

/** Coordinates, in doubles where the cloud has an origin, and colours. */
function cloudColumns (table: PointTable, { coordinates, origin, columns }: FileCloud): Outputs {
  const axes = ['x', 'y', 'z'].map(name => table.columns[name].data)
  const { color } = columns
  const colours = color === undefined ? undefined : Float64Array.from(color.data as Uint8Array)
  return {
    xyz: origin === undefined
      ? coordinates
      : Float64Array.from(coordinates, (_, k) => Number(axes[k % 3][Math.floor(k / 3)])),
    rgb: colours,
    rgb16: colours
  }
}

function surveyOf ({ columns, size }: PointTable): Outputs {
  const axes = ['x', 'y', 'z'].map(name => columns[name].data as Float64Array)
  const sum = (data: ArrayLike<number>): number => Array.from(data).reduce((a, b) => a + b, 0)
  const sums = Object.entries(columns).map(([name, { data }]) =>
    [`sum_${name}`, sum(Array.from<unknown, number>(data, Number))] as const)
  return {
    n: size,
    n_finite: Array.from(axes[0]).filter((_, k) =>
      axes.every(axis => Number.isFinite(axis[k]))).length,
    fields: Object.keys(columns),
    min: axes.map(axis => axis.reduce((a, b) => Math.min(a, b))),
    max: axes.map(axis => axis.reduce((a, b) => Math.max(a, b))),
    mean: axes.map(axis => sum(axis) / size),
    first: axes.map(axis => axis[0]),
    last: axes.map(axis => axis[size - 1]),
    ...Object.fromEntries(sums)
  }
}

function headerOf (bytes: Uint8Array, file: string): Outputs {
  if (file.endsWith('.pcd')) return { encoding: readPcdHeader(bytes, file).encoding }
  if (!file.endsWith('.las')) return {}
  const { version, format, stride } = readLasHeader(bytes, file)
  return { version, pdrf: format, record_length: stride }
}
