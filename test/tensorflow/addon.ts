import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { run } from './run.js'

/**
 * Builds the addon of tfjs-node or tfjs-node-gpu from its sources, in its folder in node_modules.
 *
 * @param library - see `tensorflowIn`
 */
export function buildAddon (folder: string, library: string): void {
  const lib = path.join(folder, 'deps/lib')
  rmSync(path.join(folder, 'deps'), { recursive: true, force: true })
  mkdirSync(lib, { recursive: true })
  symlinkSync(path.join(library, 'include'), path.join(folder, 'deps/include'))
  for (const [name, file] of [
    // What binding.gyp links, and the names that the linker records.
    ['libtensorflow.so', 'libtensorflow_cc.so.2'],
    ['libtensorflow_cc.so.2', 'libtensorflow_cc.so.2'],
    ['libtensorflow_framework.so', 'libtensorflow_framework.so.2'],
    ['libtensorflow_framework.so.2', 'libtensorflow_framework.so.2'],
    // A file of this name says to its install script that there is nothing to download.
    ['libtensorflow.so.2.9.1', 'libtensorflow_cc.so.2']
  ]) {
    symlinkSync(path.join(library, file), path.join(lib, name))
  }
  run(folder, 'npx', ['--no-install', 'node-pre-gyp', 'install', '--build-from-source'],
    { npm_config_nodedir: headers() })
}

/** The folder that holds Node's own headers, so that node-gyp does not download them. */
function headers (): string {
  const folder = process.env.npm_config_nodedir ?? path.resolve(process.execPath, '../..')
  if (existsSync(path.join(folder, 'include/node/node_api.h'))) return folder
  throw new Error(`${folder} has no include/node/node_api.h; set npm_config_nodedir`)
}
