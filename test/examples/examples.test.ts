import './metrics.cases.js'
import './page.cases.js'
import './readme.cases.js'
