import type { Exemption } from './entry.js'

/** What no mixer can have that shows a part of an image in another size. */
export const resized: readonly Exemption[] = [
  {
    property: 'batch-of-one',
    reason: 'an image that is pasted into itself in another size is another image'
  },
  {
    property: 'hidden-map-even-edges',
    reason: 'pooling before a part is resized is not pooling after it'
  },
  {
    property: 'hidden-map-odd-edges',
    reason: 'pooling before a part is resized is not pooling after it'
  },
  {
    property: 'annotations-follow',
    reason: 'annotation boxes are resized with their real edges, not pixel by pixel; ' +
      'test/oracles/annotations has such plans'
  }
]
