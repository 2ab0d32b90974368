import type { DestinationField } from '@sync-builder/schema'
import { destination, field, key, list, lookup, object, preservable } from '../fields.ts'
import type { SeedDestination } from '../seed.ts'

/** A record's own id can be matched by, but it is the CRM that makes it. */
const salesforceId = field('Id', 'Record id', 'Id', {
  createable: false,
  can_be_update_key: true,
  can_be_reference_key: true,
})

const address = ['Street', 'City', 'State', 'PostalCode', 'Country']

function addressFields(prefix: string): DestinationField[] {
  return address.map((part) =>
    field(`${prefix}${part}`, `${prefix} ${part.toLowerCase()}`, 'String', preservable),
  )
}

const person = [
  salesforceId,
  field('Email', 'Email', 'Email', key),
  field('External_Id__c', 'External id', 'String', key),
  field('FirstName', 'First name', 'String', preservable),
  field('LastName', 'Last name', 'String', { ...preservable, required_for_mapping: true }),
  field('Phone', 'Phone', 'Phone', preservable),
  field('Title', 'Title', 'String', preservable),
  field('LeadSource', 'Lead source', 'Picklist', preservable),
  field('OwnerId', 'Owner', 'Reference', lookup('User')),
  field('Interests__c', 'Interests', 'Multipicklist', { ...preservable, ...list }),
  field('Last_Order_At__c', 'Last order', 'DateTime'),
  field('Lifetime_Value__c', 'Lifetime value', 'Currency', preservable),
  field('Is_Vip__c', 'VIP', 'Boolean'),
]

/** A CRM with lookups, a union of two objects, a deleted object, and `delete` on offer. */
export const salesforce: SeedDestination = {
  destination: destination(10, 'Salesforce - production', 'salesforce', {
    connection_details: { instance_url: 'https://acme.my.salesforce.example' },
  }),
  objects: [
    object(
      'Contact',
      'Contact',
      ['upsert', 'update', 'insert', 'mirror', 'delete'],
      [
        ...person,
        field('AccountId', 'Account', 'Reference', { ...preservable, ...lookup('Account') }),
        field('ReportsToId', 'Reports to', 'Reference', lookup('Contact')),
        ...addressFields('Mailing'),
        field('CreatedDate', 'Created', 'DateTime', { createable: false, updateable: false }),
      ],
    ),
    object(
      'Account',
      'Account',
      ['upsert', 'update', 'insert', 'mirror'],
      [
        salesforceId,
        field('External_Id__c', 'External id', 'String', key),
        field('Name', 'Name', 'String', { required_for_mapping: true }),
        field('Website', 'Website', 'Url', preservable),
        field('Industry', 'Industry', 'Picklist', preservable),
        field('AnnualRevenue', 'Annual revenue', 'Currency', preservable),
        field('NumberOfEmployees', 'Employees', 'Integer', preservable),
        field('ParentId', 'Parent account', 'Reference', lookup('Account')),
        field('OwnerId', 'Owner', 'Reference', lookup('User')),
        field('Health__c', 'Health', 'Double'),
        ...addressFields('Billing'),
      ],
    ),
    object(
      'Lead',
      'Lead',
      ['upsert', 'update', 'insert'],
      [
        ...person,
        field('Company', 'Company', 'String', { required_for_mapping: true }),
        field('Score__c', 'Score', 'Double'),
      ],
    ),
    object(
      'lead_or_contact',
      'Lead or Contact',
      ['upsert', 'update'],
      [...person, field('Company', 'Company', 'String', preservable)],
    ),
    object(
      'User',
      'User',
      ['update'],
      [
        salesforceId,
        field('Username', 'User name', 'String', key),
        field('Email', 'Email', 'Email', key),
      ],
    ),
    object(
      'Opportunity',
      'Opportunity',
      ['upsert', 'update', 'insert'],
      [
        salesforceId,
        field('External_Id__c', 'External id', 'String', key),
        field('Name', 'Name', 'String', { required_for_mapping: true }),
        field('StageName', 'Stage', 'Picklist', { required_for_mapping: true }),
        field('CloseDate', 'Close date', 'Date', { required_for_mapping: true }),
        field('Amount', 'Amount', 'Currency'),
        field('AccountId', 'Account', 'Reference', lookup('Account')),
      ],
    ),
    object(
      'Task',
      'Task',
      ['append'],
      [
        field('Subject', 'Subject', 'String', { required_for_mapping: true }),
        field('Description', 'Description', 'Text'),
        field('ActivityDate', 'Due date', 'Date'),
        field('WhoId', 'Contact', 'Reference', lookup('Contact')),
        field('WhatId', 'Account', 'Reference', lookup('Account')),
      ],
      {
        primary_identifier_mapping_attributes: {
          append: {
            required: false,
            hide_destination_key: true,
            notes: 'Each row becomes one new task: no key is needed',
          },
        },
      },
    ),
    object(
      'Legacy_Survey__c',
      'Legacy survey (deleted)',
      ['upsert'],
      [field('Survey_Id__c', 'Survey id', 'String', key)],
      { can_be_sync_destination: false },
    ),
  ],
}

const hubspotPerson = [
  field('email', 'Email', 'String', key),
  field('hs_object_id', 'Record id', 'Number', {
    createable: false,
    updateable: false,
    can_be_update_key: true,
    can_be_reference_key: true,
  }),
  field('firstname', 'First name', 'String', preservable),
  field('lastname', 'Last name', 'String', preservable),
  field('lifecyclestage', 'Lifecycle stage', 'Enumeration', preservable),
  field('phone', 'Phone number', 'String', preservable),
  field('company', 'Company', 'String', { ...preservable, ...lookup('company') }),
  field('hs_lead_status', 'Lead status', 'Enumeration', preservable),
  field('interests', 'Interests', 'Enumeration', { ...preservable, ...list }),
]

/** A CRM whose names are case sensitive and that takes new properties. */
export const hubspot: SeedDestination = {
  destination: destination(11, 'HubSpot', 'hubspot', {
    connection_details: { portal_id: 4_410_221 },
  }),
  objects: [
    object('contact', 'Contact', ['upsert', 'update', 'insert', 'mirror'], hubspotPerson, {
      allow_custom_fields: true,
      allow_case_sensitive_fields: true,
      allow_case_sensitive_field_names: true,
    }),
    object(
      'company',
      'Company',
      ['upsert', 'update', 'insert', 'mirror'],
      [
        field('domain', 'Company domain', 'String', key),
        field('name', 'Name', 'String', { ...preservable, can_be_reference_key: true }),
        field('industry', 'Industry', 'Enumeration', preservable),
        field('annualrevenue', 'Annual revenue', 'Number', preservable),
        field('health_score', 'Health score', 'Number'),
      ],
      {
        allow_custom_fields: true,
        allow_case_sensitive_fields: true,
        allow_case_sensitive_field_names: true,
      },
    ),
    object(
      'deal',
      'Deal',
      ['upsert', 'update', 'insert'],
      [
        field('deal_number', 'Deal number', 'String', key),
        field('dealname', 'Deal name', 'String', { required_for_mapping: true }),
        field('amount', 'Amount', 'Number'),
        field('company', 'Company', 'String', lookup('company')),
      ],
    ),
    object(
      'list_membership',
      'Static list membership',
      ['mirror', 'insert'],
      [
        field('contact', 'Contact', 'String', { ...key, ...lookup('contact') }),
        field('list_name', 'List', 'String', { required_for_mapping: true }),
      ],
    ),
  ],
}
