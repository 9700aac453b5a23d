import { existsSync } from 'node:fs'

/** Chromium's Vulkan driver that runs on the processor, as Debian and Ubuntu install it. */
const SOFTWARE = [
  '/usr/lib/chromium/vk_swiftshader_icd.json',
  '/usr/lib/chromium-browser/vk_swiftshader_icd.json'
]

/**
 * Shows Vulkan a driver in software, unless the environment names one: then tests of webgpu run on
 * machines without a GPU. To be called before the first worker starts.
 */
export function offerDriver (environment = process.env) {
  if (environment.VK_ICD_FILENAMES ?? environment.VK_DRIVER_FILES) return
  const driver = SOFTWARE.find(existsSync)
  if (driver !== undefined) environment.VK_ICD_FILENAMES = driver
}
