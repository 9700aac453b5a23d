import './cmixup.cases.js'
import './relatives.cases.js'
