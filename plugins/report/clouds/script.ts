/**
 * What the page of clouds runs: it unpacks three.js and the points that the page holds, and shows
 * one cloud at a time. Nothing is fetched.
 */
export const script = `
const held = id => document.getElementById(id).textContent
const unpacked = async id => {
  const bytes = Uint8Array.from(atob(held(id)), letter => letter.charCodeAt(0))
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))
  return await new Response(stream).arrayBuffer()
}
const textOf = async id => new TextDecoder().decode(await unpacked(id))
const moduleOf = text => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }))
const core = moduleOf(await textOf('three-core'))
const three = moduleOf((await textOf('three')).replaceAll('./three.core.js', core))
const orbiting = await textOf('three-controls')
const controls = moduleOf(orbiting.replaceAll("from 'three'", 'from "' + three + '"'))
const THREE = await import(three)
const { OrbitControls } = await import(controls)

const clouds = JSON.parse(held('clouds'))
const [view, which, how, dot, legend] =
  ['view', 'which', 'how', 'dot', 'legend'].map(id => document.getElementById(id))
const renderer = new THREE.WebGLRenderer({ antialias: true, preserveDrawingBuffer: true })
view.append(renderer.domElement)
const scene = new THREE.Scene()
const camera = new THREE.PerspectiveCamera(50, 1, 0.01, 1e5)
camera.up.set(0, 0, 1)
const orbit = new OrbitControls(camera, renderer.domElement)
const material = new THREE.PointsMaterial({ size: 2, sizeAttenuation: false, vertexColors: true })
let points

const show = async () => {
  const index = Number(which.value)
  const { size, low, step, colourings } = clouds[index]
  const bytes = await unpacked('cloud-' + index)
  const places = new Uint16Array(bytes, 0, 3 * size)
  const position = Float32Array.from(places, (place, k) => low[k % 3] + place * step)
  const geometry = new THREE.BufferGeometry()
  geometry.setAttribute('position', new THREE.BufferAttribute(position, 3))
  geometry.computeBoundingSphere()
  if (points !== undefined) {
    scene.remove(points)
    points.geometry.dispose()
  }
  points = new THREE.Points(geometry, material)
  points.userData = colourings.map((each, k) => new Uint8Array(bytes, (6 + 3 * k) * size, 3 * size))
  scene.add(points)
  const chosen = how.value
  how.replaceChildren(...colourings.map(({ name }) => new Option(name, name)))
  if (colourings.some(({ name }) => name === chosen)) how.value = chosen
  const { center, radius } = geometry.boundingSphere
  orbit.target.copy(center)
  camera.position.set(center.x, center.y - 1.1 * radius, center.z + 1.3 * radius)
  colour()
}
const colour = () => {
  const { colourings } = clouds[Number(which.value)]
  const k = colourings.findIndex(({ name }) => name === how.value)
  const linear = new Float32Array(points.userData[k].length)
  const made = new THREE.Color()
  const rgb = points.userData[k]
  for (let at = 0; at < rgb.length; at += 3) {
    made.setRGB(rgb[at] / 255, rgb[at + 1] / 255, rgb[at + 2] / 255, THREE.SRGBColorSpace)
    linear.set([made.r, made.g, made.b], at)
  }
  points.geometry.setAttribute('color', new THREE.BufferAttribute(linear, 3))
  legend.replaceChildren(...colourings[k].legend.map(([name, colour]) => {
    const item = document.createElement('span')
    const swatch = document.createElement('i')
    swatch.style.background = colour
    item.append(swatch, name)
    return item
  }))
}
const fit = () => {
  const { clientWidth, clientHeight } = view
  renderer.setPixelRatio(devicePixelRatio)
  renderer.setSize(clientWidth, clientHeight)
  camera.aspect = clientWidth / clientHeight
  camera.updateProjectionMatrix()
}
const dark = matchMedia('(prefers-color-scheme: dark)').matches
scene.background = new THREE.Color(dark ? 0x171a21 : 0xffffff)
which.addEventListener('change', show)
how.addEventListener('change', colour)
dot.addEventListener('input', () => { material.size = Number(dot.value) })
addEventListener('resize', fit)
fit()
await show()
renderer.setAnimationLoop(() => {
  orbit.update()
  renderer.render(scene, camera)
})
document.body.dataset.ready = 'yes'
`
