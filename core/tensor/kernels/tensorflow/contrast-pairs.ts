import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { ContrastAttributes } from '../../similarity/contrast-pairs.js'
import { fuseTensorflow } from './backend.js'
import type { Binary, Input } from './direct.js'
import {
  binary, diagonals, halves, packed, product, reduced, shaped, summed, unary
} from './direct.js'
import { choose, setDiagonal } from './stock.js'

/** Takes a number out of a sum. */
const OUT = -1e30

/** Rows of both sides are one block, so there is one product, one softmax, one way back. */
fuseTensorflow<ContrastAttributes>({ kernel: 'RemixtureContrastPairs' },
  (backend, [x, y, others, mask], { scale }) => {
    const [size] = x.shape
    const of = (name: Binary, a: Input, b: Input): Tensor => binary(backend, name, a, b)
    const rows = packed(backend, [x, y])
    const columns = of('Mul', others, scale)
    const found = product(backend, rows, columns, { ofY: true })
    const told = mask === undefined
      ? found
      : choose(backend, of('Greater', mask, 0), found, tf.scalar(OUT))
    const dots = of('Mul', reduced(backend, 'Sum', of('Mul', x, y), 1), scale)
    const own = shaped(backend, dots, [size])
    const logits = setDiagonal(backend, told, packed(backend, [own, own]))
    const top = reduced(backend, 'Max', logits, 2)
    const parts = unary(backend, 'Exp', of('Sub', logits, top))
    const sums = reduced(backend, 'Sum', parts, 2)
    // Of every row of both sides; the dots are taken off both
    const each = of('Sub', of('AddV2', unary(backend, 'Log', sums), top), dots)
    const loss = of('RealDiv', summed(backend, each, [0, 1, 2]), size)
    return [loss, rows, parts, sums]
  })

fuseTensorflow<ContrastAttributes>({ kernel: 'RemixtureContrastSlopes' },
  (backend, [dy, x, y, others, rows, parts, sums], { scale }) => {
    const [size, width] = x.shape
    const of = (name: Binary, a: Input, b: Input): Tensor => binary(backend, name, a, b)
    const each = of('Mul', dy, scale / size)
    const shares = of('RealDiv', each, sums)
    const own = of('Mul', shaped(backend, diagonals(backend, parts), [2, size, 1]), shares)
    // What the product of the pair has of the gradient, the target's share taken off
    const turn = summed(backend, of('Sub', own, each), [0])
    const hidden = setDiagonal(backend, parts, tf.zeros([2, size]))
    const told = shaped(backend, of('Mul', hidden, shares), [2 * size, size])
    const both = shaped(backend, rows, [2 * size, width])
    const [ofX, ofY] = halves(backend, product(backend, told, others), 0)
    const towards = (slope: Tensor, partner: Tensor): Tensor =>
      of('AddV2', slope, of('Mul', partner, turn))
    return [towards(ofX, y), towards(ofY, x), product(backend, told, both, { ofX: true })]
  })
