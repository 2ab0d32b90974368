/** A word of the API's Liquid, with what an editor tells of it. */
interface LiquidWord {
  name: string
  /** What is written after the name; empty when nothing is. */
  usage: string
  /** What it does, in a sentence without its full stop. */
  does: string
}

function word(name: string, usage: string, does: string): LiquidWord {
  return { name, usage, does }
}

/** The filters of Liquid 5.4. Source: reference 5.13, shopify.github.io/liquid. */
const standardFilters: readonly LiquidWord[] = [
  word('abs', '', 'The number without its sign'),
  word('append', ': text', 'Puts a text after the value'),
  word('at_least', ': number', 'The number, or this one if that is larger'),
  word('at_most', ': number', 'The number, or this one if that is smaller'),
  word('base64_decode', '', 'Reads Base64 back as text'),
  word('base64_encode', '', 'The text as Base64'),
  word('base64_url_safe_decode', '', 'Reads Base64 for URLs back as text'),
  word('base64_url_safe_encode', '', 'The text as Base64 that can stand in a URL'),
  word('capitalize', '', 'First letter upper case, all others lower case'),
  word('ceil', '', 'Rounds up to a whole number'),
  word('compact', '', 'The list without its empty items'),
  word('concat', ': list', 'Puts another list behind the list'),
  word('date', ': "%Y-%m-%d"', 'Writes a date in a format; takes a date, Unix seconds or "now"'),
  word('default', ': value', 'This value where there is none, or an empty or false one'),
  word('divided_by', ': number', 'Divides; by a whole number, the result is whole'),
  word('downcase', '', 'All letters lower case'),
  word('escape', '', 'Replaces what HTML would read as markup'),
  word('escape_once', '', 'The same, and leaves what is escaped already'),
  word('first', '', 'The first item of a list'),
  word('floor', '', 'Rounds down to a whole number'),
  word('h', '', 'Short for escape'),
  word('join', ': ", "', 'The items of a list as one text, with this between them'),
  word('last', '', 'The last item of a list'),
  word('lstrip', '', 'Takes white space off the start'),
  word('map', ': "property"', 'One property of each item of a list'),
  word('minus', ': number', 'Subtracts'),
  word('modulo', ': number', 'What a division leaves over'),
  word('newline_to_br', '', 'Puts <br /> before each line break'),
  word('plus', ': number', 'Adds'),
  word('prepend', ': text', 'Puts a text before the value'),
  word('remove', ': text', 'Takes each occurrence of a text out'),
  word('remove_first', ': text', 'Takes the first occurrence of a text out'),
  word('remove_last', ': text', 'Takes the last occurrence of a text out'),
  word('replace', ': "this", "by that"', 'Replaces each occurrence of a text'),
  word('replace_first', ': "this", "by that"', 'Replaces the first occurrence of a text'),
  word('replace_last', ': "this", "by that"', 'Replaces the last occurrence of a text'),
  word('reverse', '', 'The list from its end to its start'),
  word('round', ': digits', 'Rounds to so many digits after the point, or to a whole number'),
  word('rstrip', '', 'Takes white space off the end'),
  word('size', '', 'How many characters or items there are'),
  word('slice', ': start, length', 'A part of a text or list; counts from 0, from the end below 0'),
  word('sort', ': "property"', 'Sorts a list, upper case before lower case'),
  word('sort_natural', ': "property"', 'Sorts a list, whatever the case'),
  word('split', ': ","', 'Cuts a text into a list'),
  word('strip', '', 'Takes white space off both ends'),
  word('strip_html', '', 'Takes HTML tags out'),
  word('strip_newlines', '', 'Takes line breaks out'),
  word('times', ': number', 'Multiplies'),
  word('truncate', ': length, "..."', 'Cuts a text to so many characters, its ending included'),
  word('truncatewords', ': words, "..."', 'Cuts a text to so many words'),
  word('uniq', '', 'The list without repeated items'),
  word('upcase', '', 'All letters upper case'),
  word('url_decode', '', 'Reads a URL-encoded text back'),
  word('url_encode', '', 'The text so that it can stand in a URL'),
  word('where', ': "property", value', 'The items whose property has this value'),
]

/** What the API adds. `raw` is left out: it belongs to payloads templated as a whole. */
const apiFilters: readonly LiquidWord[] = [
  word('json', '', 'The value as JSON'),
  word('except', ': "key", "key"', 'The object without these keys'),
  word('only', ': "key", "key"', 'The object with these keys alone'),
  word('keys', '', 'The names of the keys of an object, as a list'),
  word('sha256', '', 'The SHA-256 hash, as hexadecimal digits'),
  word('base64', '', 'The text as Base64'),
]

/** The filters that a template may use. Source: reference 5.13. */
export const liquidFilters: readonly LiquidWord[] = [...standardFilters, ...apiFilters]

/** The tags that a template may use, without those that end or divide a block. */
export const liquidTags: readonly LiquidWord[] = [
  word('#', ' note', 'A note that is not part of the result'),
  word('assign', ' name = value', 'Keeps a value under a name'),
  word('break', '', 'Leaves the loop'),
  word('capture', ' name', 'Keeps what the block renders under a name'),
  word('case', ' value', 'Chooses among the when parts by a value'),
  word('comment', '', 'A block that is not part of the result'),
  word('continue', '', 'Goes on with the next item of the loop'),
  word('cycle', ' "a", "b"', 'One of these after the other, each time it is reached'),
  word('decrement', ' name', 'Counts down from -1 and writes the number'),
  word('echo', ' value', 'Writes a value, as {{ }} does'),
  word('for', ' item in list', 'Repeats the block for each item'),
  word('if', ' condition', 'The block only where the condition holds'),
  word('increment', ' name', 'Counts up from 0 and writes the number'),
  word('liquid', ' tags', 'Tags without their delimiters, one a line'),
  word('raw', '', 'A block whose markup is text'),
  word('tablerow', ' item in list', 'HTML table cells, one for each item'),
  word('unless', ' condition', 'The block only where the condition does not hold'),
]

/** What may stand between a block's tag and its end. */
export const blockParts: Readonly<Record<string, readonly string[]>> = {
  capture: [],
  case: ['when', 'else'],
  comment: [],
  for: ['else'],
  if: ['elsif', 'else'],
  raw: [],
  tablerow: [],
  unless: ['elsif', 'else'],
}

/** What joins and compares values in conditions. */
export const liquidOperators: readonly string[] = ['and', 'contains', 'or']

/** Values with a name of their own. */
export const liquidConstants: readonly string[] = ['blank', 'empty', 'false', 'nil', 'true']

/** The name can stand behind a dot, as in `record.NAME`. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z_][\w-]*$/.test(name)
}

/**
 * A text as Liquid writes it, which has no escapes: in `quote`, in the other quotes where the text
 * holds those, and undefined where it holds both, or what ends the markup around it.
 */
export function quoted(text: string, quote = "'"): string | undefined {
  if (/\}\}|%\}/.test(text)) return undefined
  const fitting = [quote, "'", '"'].find((mark) => !text.includes(mark))
  return fitting === undefined ? undefined : fitting + text + fitting
}

/** The expression that reads a column; undefined for a name that cannot be written. */
export function writtenColumn(name: string): string | undefined {
  const key = quoted(name)
  return key === undefined ? undefined : `record[${key}]`
}
