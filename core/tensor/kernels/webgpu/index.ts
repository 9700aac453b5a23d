// Every operation as one pass on webgpu. Importing a kernel registers it, before a backend starts.
import './blend-mask.js'
import './blend-shares.js'
import './combine-rows.js'
import './mix-rows.js'
import './normalize-bytes.js'
import './paste-boxes.js'
import './paste-resized.js'
import './resize-bilinear.js'
