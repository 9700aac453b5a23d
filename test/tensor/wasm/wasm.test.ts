import './fused.cases.js'
import './heap.cases.js'
