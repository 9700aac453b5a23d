import test from 'ava'
import { mostShown } from '../../domains/image/comixup/most-shown.js'

test('among images shown equally often, those are kept that `torch.topk` keeps', t => {
  // What C++'s nth_element leaves in front, of pairs that are compared by their number alone
  for (const [counts, kept] of [
    [[5, 7, 2, 2], [0, 1, 3]], [[0, 2, 1, 1, 5, 5], [1, 4, 5]],
    [[0, 0, 0, 0, 0, 0, 0, 0], [4, 5, 6]], [[0, 0, 0, 0, 0, 0, 0, 0, 0], [5, 6, 7]],
    [[2, 0, 0, 1, 0, 2, 0, 2, 2, 0, 2, 2, 2, 0, 0, 0, 0], [7, 8, 12]]
  ]) t.deepEqual(mostShown(counts, 3), kept)
})
