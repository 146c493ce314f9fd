import * as v from 'valibot'

const address = {
  /** A name, or an address without brackets, as Chromium writes them. */
  host: v.pipe(v.string(), v.regex(/^[\w.:-]{1,253}$/)),
  port: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535)),
}

export const ProxyAddress = v.strictObject(address)

/**
 * The proxy that asks for a user name and a password. `refused`: it refused what the person entered last;
 * `refused-environment`: it refused what the environment has for it; `trying`: what the person entered is being tried.
 */
export const AskingProxy = v.strictObject({
  ...address,
  said: v.picklist(['asks', 'refused', 'refused-environment', 'trying']),
})

/** What a person entered, and for which proxy. No line break: it may travel in a header. */
export const ProxyLogin = v.strictObject({
  ...address,
  username: v.pipe(v.string(), v.regex(/^[^\0\r\n]{1,200}$/)),
  password: v.pipe(v.string(), v.regex(/^[^\0\r\n]{0,1000}$/)),
})

export type ProxyAddress = v.InferOutput<typeof ProxyAddress>
export type AskingProxy = v.InferOutput<typeof AskingProxy>
export type ProxyLogin = v.InferOutput<typeof ProxyLogin>
