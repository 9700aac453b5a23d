import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import type { ContrastAttributes } from '../../similarity/contrast-pairs.js'
import { fuseTensorflow } from './backend.js'
import {
  binary, diagonals, halves, packed, product, reduced, shaped, unary
} from './direct.js'
import { choose, setDiagonal } from './stock.js'

/** Takes a number out of a sum. */
const OUT = -1e30

/** Rows of both modalities are one block, so there is one product, one softmax, one way back. */
fuseTensorflow<ContrastAttributes>({ kernel: 'RemixtureContrastPairs' },
  (backend, [x, y, others, mask], { scale }) => {
    const [size, width] = x.shape
    const own = shaped(backend,
      binary(backend, 'Mul', reduced(backend, 'Sum', binary(backend, 'Mul', x, y), 1), scale), [size])
    const rows = shaped(backend, packed(backend, [x, y]), [2 * size, width])
    const columns = binary(backend, 'Mul', others, scale)
    const products = shaped(backend, product(backend, rows, columns, { ofY: true }),
      [2, size, size])
    const told = mask === undefined
      ? products
      : choose(backend, binary(backend, 'Greater', mask, 0), products, tf.scalar(OUT))
    const logits = setDiagonal(backend, told, packed(backend, [own, own]))
    const top = reduced(backend, 'Max', logits, 2)
    const parts = unary(backend, 'Exp', binary(backend, 'Sub', logits, top))
    const sums = reduced(backend, 'Sum', parts, 2)
    const log = binary(backend, 'AddV2', unary(backend, 'Log', sums), top)
    const both = reduced(backend, 'Sum', log, 0)
    const each = binary(backend, 'Sub', both, shaped(backend, binary(backend, 'AddV2', own, own), [1, size, 1]))
    const loss = tf.mean(each)
    return [loss, rows, columns, parts, sums]
  })

fuseTensorflow<ContrastAttributes>({ kernel: 'RemixtureContrastSlopes' },
  (backend, [dy, x, y, , rows, columns, parts, sums], { scale }) => {
    const [size] = x.shape
    const each = binary(backend, 'Mul', dy, 1 / size)
    const shares = binary(backend, 'RealDiv', each, sums)
    const own = binary(backend, 'Mul', shaped(backend, diagonals(backend, parts), [2, size, 1]), shares)
    // What the product of the pair has of the gradient, the target's share taken off
    const turn = shaped(backend, binary(backend, 'Mul', binary(backend, 'Sub', reduced(backend, 'Sum', own, 0), binary(backend, 'Mul', each, 2)), scale), [size, 1])
    const hidden = setDiagonal(backend, parts, tf.zeros([2, size]))
    const told = shaped(backend, binary(backend, 'Mul', hidden, shares), [2 * size, size])
    const [ofX, ofY] = halves(backend, product(backend, told, columns), 0)
    const ofOthers = binary(backend, 'Mul', product(backend, told, rows, { ofX: true }), scale)
    const towards = (slope: Tensor, partner: Tensor): Tensor =>
      binary(backend, 'AddV2', slope, binary(backend, 'Mul', partner, turn))
    return [towards(ofX, y), towards(ofY, x), ofOthers]
  })
