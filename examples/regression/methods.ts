import type { HostArray } from '../../core/index.js'
import { cmixup, fromDataset, plain } from '../../core/index.js'
import { ada, clusterAnchors, mixup } from '../../domains/regression/index.js'
import type { Task } from './task.js'
import type { Method, Rows } from './train.js'

/**
 * The methods that are compared, by name. Partners are of the whole training set, with one λ ~
 * Beta(2, 2) a batch; `manifold`, `c-mixup` and `ada` mix after the first layer, as their authors
 * do on these tables.
 */
export const methods: Readonly<
  Record<string, (task: Task, train: Rows, seed: number) => Method>
> = {
  none: () => ({ name: 'none', at: 'input', mixer: plain() }),
  mixup: () => ({
    name: 'mixup', at: 'input', mixer: mixup({ alpha: 2, pairing: fromDataset() })
  }),
  manifold: () => ({
    name: 'manifold', at: 'hidden', mixer: mixup({ alpha: 2, pairing: fromDataset() })
  }),
  'c-mixup': ({ bandwidth }) => ({
    name: 'c-mixup', at: 'hidden', mixer: mixup({ alpha: 2, pairing: cmixup({ bandwidth }) })
  }),
  ada: ({ clusters, gamma }, { features, y }, seed) => ({
    name: 'ada',
    at: 'hidden',
    mixer: ada({ alpha: gamma }),
    signals: { anchors: clusterAnchors({ x: features as HostArray, y }, { clusters, seed }) }
  })
}
