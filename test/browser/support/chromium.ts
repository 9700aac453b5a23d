import type { Browser } from 'playwright-core'
import { chromium } from 'playwright-core'

/** Debian's, unless the environment names another. `.ci/chromium.sh` installs it. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Quiet, and with a GPU in software for WebGL and for WebGPU. */
const args = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'
]

/** Starts Chromium; a test that cannot fails. */
export async function startChromium (): Promise<Browser> {
  return chromium.launch({ executablePath, args, headless: true })
}
