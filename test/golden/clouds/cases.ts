import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Given } from '../adapter.js'
import type { GoldenCase } from '../files.js'

/** The files that say what files of points hold. */
const own = ['expected', 'expected_las', 'expected_semantickitti']
/** What is told of a file in words. */
const words = ['format']

/** Which entries of `expected*.json` the files of a kind hold, by the ends of their names. */
const held: ReadonlyArray<readonly [ending: string, from: string, entries: readonly string[]]> = [
  ['.struct.npy', 'expected', ['n', 'x', 'label']],
  ['_i8.npy', 'expected', ['n', 'instance']],
  ['.npy', 'expected', ['n', 'xyz']],
  ['.compressed.npz', 'expected', ['n', 'xyz', 'rgb', 'label']],
  ['.npz', 'expected', ['n', 'xyz', 'label', 'instance']],
  ['.pcd.bin', 'expected', ['n', 'xyz', 'intensity']],
  ['.kitti.bin', 'expected', ['n', 'xyz', 'intensity']],
  ['.xyzrgb.txt', 'expected', ['n', 'xyz', 'rgb']],
  ['.modelnet.csv.txt', 'expected', ['n', 'xyz']],
  ['.pcd', 'expected', ['n', 'xyz', 'rgb', 'label', 'intensity']],
  ['.ply', 'expected', ['n', 'xyz', 'rgb', 'label', 'instance', 'intensity', 'time']],
  ['.las', 'expected_las', ['n', 'xyz', 'intensity', 'classification', 'gps', 'rgb16']],
  ['.label', 'expected_semantickitti', ['semantickitti_sem', 'semantickitti_inst']]
]
/** Files of points of their own, which have a test of their own. */
const others = /^(vertex_second|cube|glued)\./
const whole = ['rgb', 'label', 'instance', 'classification', 'rgb16', 'semantickitti_sem',
  'semantickitti_inst']

/** Whether a file says what the files of points beside it hold. */
export function isClouds (key: string, content: Given): boolean {
  return own.includes(key) && content.cases === undefined
}

/** A case for every file of points beside this one that it describes. */
export function cloudCases (key: string, content: Given, file: string): GoldenCase[] {
  const folder = path.dirname(file)
  const survey = Object.values(content).every(each => typeof Object(each).n === 'number')
  const names = survey
    ? Object.keys(content)
    : readdirSync(folder).filter(name => !name.endsWith('.json') && !others.test(name))
  return names.flatMap(name => {
    const expected = survey ? factsOf(content[name] as Given) : arraysOf(key, content, name)
    const bytes = (): Uint8Array => Uint8Array.from(readFileSync(path.join(folder, name)))
    return expected === undefined
      ? []
      : [{ name, inputs: { bytes: bytes() }, params: { name, survey }, decisions: {}, expected }]
  })
}

function factsOf (facts: Given): Given {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !words.includes(name)))
}

/** What is expected of a file, with the types of columns; nothing if another file tells it. */
function arraysOf (key: string, content: Given, name: string): Given | undefined {
  const found = held.find(([ending]) => name.endsWith(ending))
  if (found?.[1] !== key) return undefined
  const xyz = (content.xyz ?? []) as readonly number[]
  const known: Given = {
    ...content, x: xyz.filter((_, k) => k % 3 === 0), n: content.n ?? xyz.length / 3
  }
  return Object.fromEntries(found[2].map(entry => {
    const data = known[entry]
    return [entry, Array.isArray(data)
      ? { shape: [data.length], data, dtype: whole.includes(entry) ? 'int32' : 'float64' }
      : data]
  }))
}
