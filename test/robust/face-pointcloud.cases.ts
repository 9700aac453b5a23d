import * as clouds from '../../domains/pointcloud/index.js'
import * as mixers from '../../domains/pointcloud/mixers/index.js'
import { formatCases } from './support/face-formats.js'
import { cloudCases } from './support/face-pointcloud.js'
import { testFace } from './support/face-tests.js'

// Mixers have `options.test.ts`
testFace('clouds', clouds, Object.keys(mixers), { ...cloudCases, ...formatCases })
