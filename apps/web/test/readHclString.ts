/** Reads a quoted string of HCL from left to right, as its specification says; throws on a template. */
export function readHclString(written: string): string {
  if (!/^".*"$/su.test(written)) throw new Error(`No quoted string: ${written}`)
  const inner = written.slice(1, -1)
  const token =
    /\\(?<escape>[nrt"\\]|u[0-9a-f]{4})|(?<literal>\$\$\{|%%\{)|(?<template>[$%]\{)|(?<plain>[^\\"\r\n])/suy
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }
  let text = ''
  while (token.lastIndex < inner.length) {
    const at = token.lastIndex
    const groups = token.exec(inner)?.groups
    if (!groups) throw new Error(`No string goes on so: ${inner.slice(at)}`)
    const { escape, literal, template, plain } = groups
    if (template !== undefined) throw new Error(`A template begins: ${inner.slice(at)}`)
    if (escape?.startsWith('u')) text += String.fromCharCode(Number.parseInt(escape.slice(1), 16))
    else if (escape !== undefined) text += escapes[escape] ?? escape
    else text += literal?.slice(1) ?? plain ?? ''
  }
  return text
}
