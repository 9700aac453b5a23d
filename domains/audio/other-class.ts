import * as z from 'zod/mini'
import { definePairing } from '../../core/index.js'

/**
 * Partners of another class, any row of the batch of such as likely: Between-Class learning draws
 * pairs anew until their labels differ, which comes to the same. Where labels are not known on the
 * host every row is a class of its own. A row whose class is the only one is its own partner.
 */
export const otherClass = definePairing({
  name: 'other-class',
  options: z.object({}),
  pair: ({ size, labels }, _options, draw) => {
    const classOf = (row: number): number => labels === undefined ? row : labels[row]
    const rows = new Int32Array(size)
    for (let row = 0; row < size; row++) {
      const others = Array.from(rows.keys()).filter(other => classOf(other) !== classOf(row))
      rows[row] = others.length === 0 ? row : others[draw.int('pair', others.length)]
    }
    return { pool: 'batch', rows }
  }
})
