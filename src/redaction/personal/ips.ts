import { forEachMatch, type AddPersonal } from './add.js'

const V4 = /(?=\d{1,3}\.\d{1,3}\.)(?:(?<![\w.\/+~^-])|(?<=:\/\/)|(?<=\\[nrtbf]))(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\w-]|\.\d)/g
/** Not anybody's: private, shared, loopback, link-local, documentation, multicast, reserved (IANA special-purpose registry); public resolvers. */
const NOBODYS =
  /^(?:0|10|127|22[4-9]|23\d|24\d|25[0-5])\.|^192\.168\.|^192\.0\.[02]\.|^172\.(?:1[6-9]|2\d|3[01])\.|^169\.254\.|^100\.(?:6[4-9]|[789]\d|1[01]\d|12[0-7])\.|^198\.(?:1[89]|51\.100)\.?|^203\.0\.113\.|^(?:8\.8\.8\.8|8\.8\.4\.4|1\.1\.1\.1|1\.0\.0\.1|9\.9\.9\.9|1\.2\.3\.4|4\.3\.2\.1|1\.2\.3\.0)$/
const VERSION_BEFORE = /(?:version|ver|release|v|==|>=|<=|~=|build|assembly\w*|section|chapter|§)["']?\s{0,2}[:=(]?\s{0,2}["']?$/i
const IP_BEFORE = /(?:\bip\w{0,8}|addr\w{0,8}|host\w{0,8}|server|client|remote|from|listen|:\/\/|@)["']?\s{0,2}[:=(]?\s{0,2}["']?$/i

/** Where the object identifiers of ISO, ITU and their members begin. */
const OBJECT_ID = /^(?:1\.[23]|2\.(?:5|16))\./

/** Public IP addresses, versions 4 and 6. What reads like the number of a version is left. */
export function findIps(text: string, add: AddPersonal): void {
  forEachMatch(V4, text, (match) => {
    const { 0: address, index } = match
    const octets = match.slice(1, 5)
    if (octets.some((octet) => Number(octet) > 255 || /^0\d/.test(octet)) || NOBODYS.test(address)) return
    const before = text.slice(Math.max(0, index - 16), index)
    if (VERSION_BEFORE.test(before) || ((octets.every((octet) => Number(octet) < 32) || OBJECT_ID.test(address)) && !IP_BEFORE.test(before))) return
    add(index, index + address.length, address)
  })
  findV6(text, add)
}

/** Only 2000::/3 is given to anybody (IANA IPv6 address space). */
const V6 = /(?=[23][0-9a-f]{3}:)(?:(?<![\w:.])|(?<=\\[nrtbf]))[23][0-9a-f]{3}:[0-9a-f:]{1,34}(?![\w:])/gi

function findV6(text: string, add: AddPersonal): void {
  forEachMatch(V6, text, ({ 0: address, index }) => {
    const groups = address.split('::').map((half) => half.split(':').filter(Boolean))
    const count = groups.reduce((sum, half) => sum + half.length, 0)
    const isWhole = groups.length === 1 ? count === 8 && !address.endsWith(':') : groups.length === 2 && count <= 7 && !/[^:]:$/.test(address)
    if (!isWhole || groups.flat().some((group) => group.length > 4) || /^2001:0?db8:/i.test(address) || /^3fff:/i.test(address)) return
    add(index, index + address.length, address.toLowerCase())
  })
}
