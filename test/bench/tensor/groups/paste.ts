import { pasteBoxes, pasteResized } from '../../../../core/index.js'
import type { Case, Group } from '../case.js'
import { within } from '../case.js'
import * as composed from '../rivals/composed.js'
import * as plain from '../rivals/plain.js'
import * as usual from '../rivals/usual.js'

/** Boxes half as high and half as wide as a picture. */
export const paste: Group = {
  name: 'boxes',
  cases: (scene): Case[] => {
    const { x, shape: [, height, width], partner } = scene
    const start = Int32Array.of(height / 4, width / 4)
    const end = Int32Array.of(height * 3 / 4, width * 3 / 4)
    const from = { start: Int32Array.of(0, 0), end: Int32Array.of(height, width) }
    const boxes = { start, end, rows: partner }
    const scalar = (loop: string): Required<Pick<Case, 'bounds' | 'targets'>> => ({
      bounds: { 'C scalar loop': `${loop} scalar`, 'C loop at -O3': loop, 'C copy': 'copy' },
      targets: [{ against: 'C scalar loop', least: 2 }]
    })
    return [
      {
        name: 'pasteBoxes', run: () => pasteBoxes(x, x, { axes: 2, ...boxes }), peer: 'paste',
        ...within('copy', 1.5, 1.25),
        rivals: {
          'tfjs, composed with care': composed.pasted(scene),
          'tfjs, as usual': usual.pasted(scene)
        },
        loop: plain.pasted(scene)
      },
      {
        name: 'pasteResized, bilinear', peer: 'resized', ...scalar('resized'),
        run: () => pasteResized(x, x, { ...boxes, from, resize: 'bilinear' }),
        rivals: { 'tfjs, composed with care': composed.resized(scene) }
      },
      {
        name: 'pasteResized, nearest',
        run: () => pasteResized(x, x, { ...boxes, from, resize: 'nearest' }),
        ...scalar('nearest')
      }
    ]
  }
}
