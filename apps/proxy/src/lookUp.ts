import { lookup, type LookupAddress } from 'node:dns'
import { BlockList, type LookupFunction } from 'node:net'

/** Names of the API that stand for the same public addresses wherever they are asked for. */
const publicName = /(^|\.)(getcensus|fivetran)\.com\.?$/i

/** Addresses of this machine, of its own network, and of those who answer for machines there. */
const inside = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  inside.addSubnet(net, prefix, 'ipv4')
  inside.addSubnet(`::ffff:${net}`, 96 + prefix, 'ipv6')
}
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  inside.addSubnet(net, prefix, 'ipv6')
}

/**
 * Resolves the name of the upstream for a connection. The API's own names are refused, with the
 * code `PRIVATE_ADDRESS`, where they lead into a private network: then somebody else gave the
 * answer. A name of the operator's own may lead anywhere; its certificate tells whose it is.
 */
export function guardedLookUp(resolve: LookupFunction = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, found, family) => {
      if (error === null && publicName.test(hostname) && addressesOf(found).some(isInside)) {
        const refused = new Error('a public name with a private address')
        callback(Object.assign(refused, { code: 'PRIVATE_ADDRESS' }), found, family)
        return
      }
      callback(error, found, family)
    })
  }
}

function addressesOf(found: string | LookupAddress[]): string[] {
  return typeof found === 'string' ? [found] : found.map(({ address }) => address)
}

function isInside(address: string): boolean {
  return inside.check(address, address.includes(':') ? 'ipv6' : 'ipv4')
}
