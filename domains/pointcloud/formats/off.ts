import { fail } from '../../../core/errors.js'
import type { Column } from '../cloud.js'
import { Incoming } from './stream/incoming.js'
import { checkBytes, type PointTable } from './table.js'
import { Words } from './text/words.js'

/** A surface of corners and faces. */
export interface Mesh extends PointTable {
  /** The corners of every face, cut into triangles: three indices each. */
  readonly triangles: Uint32Array
}

const head = /^(ST)?(C)?(N)?OFF/

/**
 * Reads an OFF file: corners (`x`, `y`, `z`, with `nx` … for NOFF and `red` … `alpha` for COFF) and
 * faces, cut into triangles from their first corner. The word OFF may stand before the counts
 * without a space, as in ModelNet40, and `#` begins a comment.
 *
 * @param source - names the file in errors
 * @throws FORMAT
 */
export function readOff (bytes: Uint8Array, source = 'readOff'): Mesh {
  checkBytes(bytes, 'readOff')
  const words = new Words(Incoming.whole(bytes, source), '#')
  const [begin, kinds] = words.next() ? [words.word, head.exec(words.word)] : ['', null]
  if (kinds === null || kinds[1] !== undefined)
    throw fail('FORMAT', source, `is no OFF file: it must begin with OFF, got "${begin}"`)
  words.incoming.at = words.start + kinds[0].length
  const [corners, faces] = ['corners', 'faces', 'edges'].map(what => countOf(words, what))
  const names = ['x', 'y', 'z', ...kinds[3] === undefined ? [] : ['nx', 'ny', 'nz'],
    ...kinds[2] === undefined ? [] : ['red', 'green', 'blue', 'alpha']]
  // A number takes a letter and what separates it from the next.
  if ((corners * names.length + faces) * 2 - 1 > words.incoming.left) {
    throw fail('FORMAT', source,
      `announces ${corners} corners and ${faces} faces, got ${words.incoming.left} bytes for them`)
  }
  const lists = new Map(names.map(name => [name, new Float64Array(corners)]))
  for (let k = 0; k < corners; k++) {
    for (const [name, list] of lists) {
      // Colours may come without their alpha.
      if (k === 0 && name === 'alpha' && !words.more) lists.delete(name)
      else list[k] = words.number(name)
    }
  }
  const columns = Object.fromEntries(Array.from(lists, ([name, data]): [string, Column] =>
    [name, { data, width: 1 }]))
  return { size: corners, columns, triangles: trianglesOf(words, corners, faces) }
}

function countOf (words: Words, what: string): number {
  const count = words.number(`the number of ${what}`)
  if (!Number.isSafeInteger(count) || count < 0) throw words.wrong(`the number of ${what}`)
  return count
}

function trianglesOf (words: Words, corners: number, faces: number): Uint32Array {
  const triangles: number[] = []
  for (let face = 0; face < faces; face++) {
    const sides = countOf(words, 'corners of a face')
    const ring: number[] = []
    for (let k = 0; k < sides; k++) {
      const corner = countOf(words, 'a corner')
      if (corner >= corners) throw words.wrong(`a corner below ${corners}`)
      ring.push(corner)
    }
    for (let k = 2; k < sides; k++) triangles.push(ring[0], ring[k - 1], ring[k])
    words.skipLine()
  }
  return Uint32Array.from(triangles)
}
