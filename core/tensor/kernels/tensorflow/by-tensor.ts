import type { Tensor } from '@tensorflow/tfjs-core'
import * as tf from '@tensorflow/tfjs-core'
import { fuseTensorflow } from './backend.js'
import { addColumns, gather, gatherColumns } from './stock.js'

/** What is picked by numbers on the device: one operation each, and none looks at a number. */

fuseTensorflow({ kernel: 'RemixturePickRows' }, (backend, [x, rows]) => gather(backend, x, rows))

fuseTensorflow({ kernel: 'RemixtureTakeColumns' }, (backend, [x, columns]) =>
  gatherColumns(backend, x, columns))

fuseTensorflow<{ readonly width: number }>({ kernel: 'RemixtureSpreadColumns' },
  (backend, [x, columns], { width }) => addColumns(backend, x, columns, width))

/** Numbers that are laid out at a time: what stays in the caches of a CPU, or keeps a GPU busy. */
const [CACHED, BUSY] = [1 << 19, 1 << 24]

fuseTensorflow({ kernel: 'RemixturePairDots' }, (backend, [x, left, right]) => {
  const most = backend.isUsingGpuDevice ? BUSY : CACHED
  const each = Math.max(1, Math.floor(most / (x.shape[1] ?? 1)))
  const parts: Tensor[] = []
  for (let first = 0; first < left.size; first += each) {
    const size = Math.min(each, left.size - first)
    const rows = (of: Tensor): Tensor => gather(backend, x,
      size === left.size ? of : tf.slice(of, [first], [size]))
    parts.push(tf.tidy(() => tf.sum(tf.mul(rows(left), rows(right)), 1)))
  }
  return parts.length === 1 ? parts[0] : tf.concat(parts)
})
