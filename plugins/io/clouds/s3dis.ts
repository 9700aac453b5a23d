import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fail } from '../../../core/errors.js'
import type { Cloud } from '../../../domains/pointcloud/cloud.js'
import { concatClouds } from '../../../domains/pointcloud/concat.js'
import { s3dis } from './classes/scannet.js'
import { readCloud } from './read-cloud.js'

const fields = ['x', 'y', 'z', 'red', 'green', 'blue']

/**
 * Reads a room of S3DIS: the objects in its folder `Annotations`, one file each. The class is in
 * the name (`chair_3.txt`; what is no class is clutter), the instance is the number of the file in
 * the order of their names. Lines with stray bytes, as some rooms have, are passed over.
 *
 * @param folder - `Area_1/office_1`
 * @throws FORMAT for a room without objects
 */
export async function readS3dis (folder: string): Promise<Cloud> {
  const place = path.join(folder, 'Annotations')
  const files = (await readdir(place)).filter(file => file.endsWith('.txt')).sort()
  if (files.length === 0) throw fail('FORMAT', place, 'must hold a file for every object, got none')
  const objects = await Promise.all(files.map(async (file, instance): Promise<Cloud> => {
    const cloud = await readCloud(path.join(place, file), { fields, invalid: 'skip' })
    const size = cloud.coordinates.length / 3
    const named = s3dis.trained.indexOf(file.split('_')[0])
    const id = named < 0 ? s3dis.trained.indexOf('clutter') : named
    return { coordinates: cloud.coordinates, ...cloud.origin && { origin: cloud.origin }, columns: {
      ...cloud.columns,
      segment: { data: new Int32Array(size).fill(id), width: 1 },
      instance: { data: new Int32Array(size).fill(instance), width: 1 }
    } }
  }))
  return concatClouds(objects, 'readS3dis') as Cloud
}
