/** What a run does in each of its steps, by the API's name in lower case. Source: reference 3.2. */
const words: Readonly<Record<string, string>> = {
  'prepare sync': 'Getting ready',
  'running sync': 'At work',
  'checking source and destination configuration': 'Checking source and destination',
  'checking for columns to remove from the sync': 'Looking for columns that are gone',
  'checking for fields to create in destination': 'Looking for fields to create',
  'unloading data from warehouse': 'Reading the source',
  'loading data into destination service': 'Sending to the destination',
  'committing data to destination service': 'Putting in place what was sent',
  'committing sync to warehouse': 'Noting what was sent',
}

/** What a run does in a step, in words; a step that is not known by the API's own. */
export function stepWords(step: string): string {
  return words[step.toLowerCase()] ?? step
}
