import { missingAdvancedKeys, unknownAdvancedKeys, wrongAdvancedValues } from './advanced.ts'
import {
  deviationWithoutLookBack,
  fullSyncAlertOfAppend,
  optionsOfAlertWithoutOptions,
  sameAlertTwice,
  unknownAlertIds,
} from './alerts.ts'
import * as behavior from './behavior.ts'
import { unknownColumns } from './columns.ts'
import { valuesThatDoNotFit } from './conversions.ts'
import { deprecatedAlone, overriddenByNewerField } from './deprecated.ts'
import { deletedObject, objectIsNoPath } from './destination.ts'
import { membershipWithoutDataset, unknownMetadataKey, unreadableConstant } from './from.ts'
import { keyColumnNotAllowed, keyFieldNotAllowed, keyMissing, keyTwice } from './keys.ts'
import { unclearLabel } from './label.ts'
import * as mappings from './mappings.ts'
import type { Rule } from './rule.ts'
import * as schedule from './schedule.ts'
import { templateProblems } from './templates.ts'
import { unknownKeys } from './unknownKeys.ts'

/**
 * The rules across fields: `rule` is the number in reference 2.11, or the section that says it.
 * Rules 1, 11 and 12, and the values that a frequency cannot do without (10), are part of the
 * request's shape; 14 speaks of runs, and so of the alert that tells of one. A `no-effect` rule
 * without a number is for what the API takes and nobody should be surprised by.
 */
// prettier-ignore
export const rules: readonly Rule[] = [
  { rule: '2',     basis: 'requirement', code: 'key-missing',                check: keyMissing },
  { rule: '2',     basis: 'requirement', code: 'key-twice',                  check: keyTwice },
  { rule: '10',    basis: 'requirement', code: 'cron',                       check: schedule.cronProblems('error') },
  { rule: '13',    basis: 'requirement', code: 'object-is-no-path',          check: objectIsNoPath },

  { rule: '4',     basis: 'capability',  code: 'field-order-not-supported',  check: behavior.orderWithoutSupport },
  { rule: '5.12',  basis: 'capability',  code: 'cron',                       check: schedule.cronProblems('warning') },
  { rule: '15',    basis: 'capability',  code: 'mirror-from-streaming',      check: behavior.mirrorFromStreaming },
  { rule: '15',    basis: 'capability',  code: 'live-to-batch-destination',  check: behavior.liveToBatchDestination },
  { rule: '16',    basis: 'capability',  code: 'mode-type-changed',          check: behavior.modeTypeChanged },
  { rule: '17',    basis: 'capability',  code: 'fixed-sync-changed',         check: behavior.fixedSyncChanged },
  { rule: '18',    basis: 'capability',  code: 'operation-not-supported',    check: behavior.unsupportedOperation },
  { rule: '19',    basis: 'capability',  code: 'key-field-not-allowed',      check: keyFieldNotAllowed },
  { rule: '20',    basis: 'capability',  code: 'required-field-not-mapped',  check: mappings.requiredNotMapped },
  { rule: '21',    basis: 'capability',  code: 'unknown-field',              check: mappings.unknownField },
  { rule: '22',    basis: 'capability',  code: 'broken-lookup',              check: mappings.brokenLookup },
  { rule: '23',    basis: 'capability',  code: 'preserve-not-supported',     check: mappings.preserveNotSupported },
  { rule: '24',    basis: 'capability',  code: 'array-operation-not-supported', check: mappings.arrayOperationNotSupported },
  { rule: '25',    basis: 'capability',  code: 'field-mapped-twice',         check: mappings.mappedTwice },
  { rule: '26',    basis: 'capability',  code: 'unknown-column',             check: unknownColumns },
  { rule: '26',    basis: 'capability',  code: 'template',                   check: templateProblems },
  { rule: '27',    basis: 'capability',  code: 'key-column-not-allowed',     check: keyColumnNotAllowed },
  { rule: '28',    basis: 'capability',  code: 'sequence-cycle',             check: schedule.sequenceCycle },
  { rule: '29',    basis: 'capability',  code: 'sync-all-not-supported',     check: behavior.syncAllWithoutCustomFields },
  { rule: '30',    basis: 'capability',  code: 'membership-without-dataset', check: membershipWithoutDataset },
  { rule: '31',    basis: 'capability',  code: 'object-not-usable',          check: deletedObject },
  { rule: '0.2',   basis: 'capability',  code: 'live-mode-retired',          check: behavior.retiredLiveMode },
  { rule: '2.4',   basis: 'capability',  code: 'unknown-metadata-key',       check: unknownMetadataKey },
  { rule: '2.4',   basis: 'capability',  code: 'unreadable-constant',        check: unreadableConstant },
  { rule: '2.5',   basis: 'capability',  code: 'look-back-missing',          check: deviationWithoutLookBack },
  { rule: '3.12',  basis: 'capability',  code: 'unknown-advanced-setting',   check: unknownAdvancedKeys },
  { rule: '3.12',  basis: 'capability',  code: 'wrong-advanced-setting',     check: wrongAdvancedValues },
  { rule: '3.12',  basis: 'capability',  code: 'missing-advanced-setting',   check: missingAdvancedKeys },

  { rule: '3',     basis: 'no-effect',   code: 'normalization-unused',       check: behavior.normalizationWithoutSyncAll },
  { rule: '5',     basis: 'no-effect',   code: 'append-only-field',          check: behavior.fieldsOf('append') },
  { rule: '6',     basis: 'no-effect',   code: 'mirror-only-field',          check: behavior.fieldsOf('mirror') },
  { rule: '7',     basis: 'no-effect',   code: 'behavior-family-unused',     check: behavior.behaviorFamilyWithoutItsSource },
  { rule: '8',     basis: 'no-effect',   code: 'array-field-unused',         check: mappings.customFieldOptionsWithoutField('array_field') },
  { rule: '8',     basis: 'no-effect',   code: 'field-type-unused',          check: mappings.customFieldOptionsWithoutField('field_type') },
  { rule: '9',     basis: 'no-effect',   code: 'deprecated-overridden',      check: overriddenByNewerField },
  { rule: '10',    basis: 'no-effect',   code: 'schedule-key-unused',        check: schedule.unusedScheduleKeys },
  { rule: '10',    basis: 'no-effect',   code: 'schedule-time-missing',      check: schedule.timeLeftToTheApi },
  { rule: '10',    basis: 'no-effect',   code: 'schedule-hour-24',           check: schedule.hour24 },
  { rule: '14a',   basis: 'no-effect',   code: 'append-from-read-only',      check: behavior.appendFromReadOnly },
  { rule: '2.1',   basis: 'no-effect',   code: 'delete-not-documented',      check: behavior.undocumentedDelete },
  { rule: '5.3',   basis: 'no-effect',   code: 'loss-not-acknowledged',      check: behavior.unacknowledgedLosses },
  { rule: '2.1',   basis: 'no-effect',   code: 'deprecated',                 check: deprecatedAlone },
  { rule: '2.1',   basis: 'no-effect',   code: 'unknown-key',                check: unknownKeys },
  { rule: '2.1',   basis: 'no-effect',   code: 'label-unclear',              check: unclearLabel },
  { rule: '2.4',   basis: 'no-effect',   code: 'compound-key',               check: mappings.compoundKey },
  { rule: '5.9',   basis: 'no-effect',   code: 'conversion',                 check: valuesThatDoNotFit },
  { rule: '2.5',   basis: 'no-effect',   code: 'alert-options-unused',       check: optionsOfAlertWithoutOptions },
  { rule: '2.5',   basis: 'no-effect',   code: 'alert-twice',                check: sameAlertTwice },
  { rule: '2.5',   basis: 'no-effect',   code: 'alert-id-unknown',           check: unknownAlertIds },
  { rule: '14',    basis: 'no-effect',   code: 'alert-never-raised',         check: fullSyncAlertOfAppend },
  { rule: '2.6',   basis: 'no-effect',   code: 'triggers-unused',            check: behavior.triggersOfLive },
]
