import { definePlugin } from '../../core/index.js'
import { pointcloud } from './batch.js'

/** What `#registered/pointcloud` means in browsers: see `domains/image/page.ts`. */
export const registered = definePlugin({ name: 'pointcloud', domains: [pointcloud] })
