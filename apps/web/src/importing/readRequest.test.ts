import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropCredentials, readRequest } from './readRequest.ts'
import { shellWords } from './shellWords.ts'

const payload = { label: "It's", operation: 'upsert', mappings: [] }

describe('readRequest', () => {
  it.each([
    ['JSON', JSON.stringify(payload)],
    ['JSON with space around it', `\n ${JSON.stringify(payload, null, 2)}\n`],
    [
      'a cURL command over several lines',
      `curl -X POST https://app.getcensus.com/api/v1/syncs \\\n  -H 'Content-Type: application/json' \\\n  -d '{"label":"It'\\''s","operation":"upsert","mappings":[]}'`,
    ],
    [
      'a body in double quotes',
      `curl --data "{\\"label\\":\\"It's\\",\\"operation\\":\\"upsert\\",\\"mappings\\":[]}" https://x`,
    ],
    [
      "a browser's copy with $'…'",
      String.raw`curl 'https://x' --data-raw $'{"label":"It\'s","operation":"upsert","mappings":[]}'`,
    ],
    ['--json=…', `curl --json='{"label":"It'"'"'s","operation":"upsert","mappings":[]}' https://x`],
  ])('reads %s', (_, text) => {
    expect(readRequest(text)).toEqual({ ok: true, payload })
  })

  it.each([
    ['nothing', '  ', /Paste the JSON/],
    ['a list', '[]', /one JSON object/],
    ['broken JSON', '{"a": 1,\n  "b" 2}', /Line 2/],
    ['a key that stands twice', '{"a":1,"a":2}', /Line 1/],
    ['a command without a body', 'curl https://x', /no body/],
    ['a body in a file', 'curl -d @sync.json https://x', /sync\.json/],
    ['an open quote', "curl -d '{}", /not closed/],
  ])('says what is wrong with %s', (_, text, message) => {
    const read = readRequest(text)
    expect(read).toMatchObject({ ok: false, message: expect.stringMatching(message) })
  })

  it('keeps key order and unknown keys', () => {
    const read = readRequest('{"z":1,"a":{"new_key":true}}')
    expect(read.ok && JSON.stringify(read.payload)).toBe('{"z":1,"a":{"new_key":true}}')
  })
})

describe('dropCredentials', () => {
  it.each([
    "curl -H 'Authorization: Bearer s3cr3t-token' https://x",
    'curl -H "authorization: Bearer s3cr3t-token" https://x',
    'curl --header Authorization:s3cr3t-token https://x',
    'curl -u bearer:s3cr3t-token https://x',
    'curl --oauth2-bearer s3cr3t-token https://x',
    'curl https://bearer:s3cr3t-token@app.getcensus.com/api/v1/syncs',
    'curl -us3cr3t-token: https://x',
    "curl -u'bearer:s3cr3t-token' https://x",
    'curl --user=bearer:s3cr3t-token https://x',
    "curl -H 'X-Api-Key: s3cr3t-token' https://x",
    "curl --header='X-Auth-Token: s3cr3t-token' https://x",
    "curl -b 'session=s3cr3t-token' https://x",
    "curl -H 'Authorization: Bearer s3cr3t-token' -d '{ https://x",
    'Authorization: Bearer s3cr3t-token\ncurl https://x',
  ])('takes the token out of %s', (text) => {
    expect(dropCredentials(text)).not.toContain('s3cr3t-token')
    expect(dropCredentials(text)).toContain('https://')
  })

  const telling = {
    label: 'Sync -u nightly --user day for https://me@example.org',
    authorization: 'by the data team',
    mappings: [{ from: { type: 'liquid_template', data: 'https://{{ record.host }}@x -b y' } }],
  }

  it.each([
    ['a payload', JSON.stringify(payload)],
    ['a payload whose words look like options', JSON.stringify(telling, null, 2)],
    ['the body of a command', `curl --json '${JSON.stringify(telling)}' https://x`],
    ['a body attached to its option', `curl -d'${JSON.stringify(telling)}' https://x`],
  ])('leaves %s as it is', (_, text) => {
    expect(dropCredentials(text)).toBe(text)
  })

  it('changes nothing the second time', () => {
    const once = dropCredentials("curl -H 'Authorization: Bearer abc' -u a:b https://c:d@x")
    expect(dropCredentials(once)).toBe(once)
  })
})

describe('shellWords', () => {
  it('gives back what single quotes hold, whatever it is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
        const command = words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`)
        expect(shellWords(command.join(' '))).toEqual(words)
      }),
    )
  })
})
