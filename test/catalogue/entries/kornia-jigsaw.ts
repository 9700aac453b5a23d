import { korniaJigsaw } from '../../../domains/image/index.js'
import { mixerEntry } from '../entry.js'
import { moved } from '../resized.js'

export const entry = mixerEntry('image/kornia-jigsaw', korniaJigsaw, {
  options: [{ grid: [2, 3] }, { grid: [3, 2], layout: 'rows', reordered: true }, {}],
  goldens: ['kornia_jigsaw'],
  draws: ['order'],
  exemptions: moved
})
