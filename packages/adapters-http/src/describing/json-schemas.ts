import {
  AnalyticsItem,
  InsightItem,
  JsonValue,
  ParticipantCorrection,
  StartMessage,
  UploadMessage,
} from '@earshot/core';
import * as z from 'zod/mini';
import { AgentItem, AgentsList, CallCoachingItem, CoachingAnalytics } from '../serving/coaching-responses.js';
import { InsightPatch } from '../serving/coaching-routes.js';
import { CancelReceipt, JobResponse, JobsList } from '../serving/job-responses.js';
import {
  DeadLetterResponse,
  DeadLettersList,
  DiscardReceipt,
  DoctorReport,
  RedriveReceipt,
} from '../serving/operations-responses.js';
import {
  AnalyticsList,
  ErasureItem,
  Health,
  ParticipantsItem,
  Problem,
  SessionItem,
  StartReceipt,
  SummaryItem,
} from '../serving/responses.js';
import { FoundMomentsItem, MomentItem } from '../serving/search-responses.js';
import { UploadItem } from '../serving/upload-items.js';
import { INSIGHT_NOTES } from './insight-notes.js';
import { ITEM_NOTES } from './item-notes.js';
import { JOB_NOTES } from './job-notes.js';
import type { Schema } from './openapi-document.js';

const NAMED: Readonly<Record<string, z.core.$ZodType>> = {
  AnalyticsList,
  AnalyticsItem,
  CallsSummary: SummaryItem,
  StartMessage,
  StartReceipt,
  UploadMessage,
  Upload: UploadItem,
  ParticipantCorrection,
  CallParticipants: ParticipantsItem,
  ErasureReceipt: ErasureItem,
  JobsList,
  Job: JobResponse,
  CancelReceipt,
  CoachingAnalytics,
  Insight: InsightItem,
  InsightPatch,
  CallCoaching: CallCoachingItem,
  AgentsList,
  Agent: AgentItem,
  FoundMoments: FoundMomentsItem,
  FoundMoment: MomentItem,
  DeadLettersList,
  DeadLetter: DeadLetterResponse,
  RedriveReceipt,
  DiscardReceipt,
  DoctorReport,
  Health,
  Session: SessionItem,
  Problem,
  JsonValue,
};

const NOTES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  AnalyticsItem: ITEM_NOTES,
  Job: JOB_NOTES,
  Insight: INSIGHT_NOTES,
};

/** The schemas that have a name, by it. Where one holds another, it refers to it. */
export function namedSchemas(): Record<string, Schema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: refTo, override });
  return Object.fromEntries(Object.keys(NAMED).map((name) => [name, noted(tidy(schemas[name] ?? {}), NOTES[name])]));
}

/** A schema by reference where it has a name, else written out. */
export function schemaOf(schema: z.core.$ZodType): Schema {
  const named = Object.entries(NAMED).find(([, one]) => one === schema);
  return named === undefined ? plainSchema(schema) : { $ref: refTo(named[0]) };
}

/** A schema written out, as the caller sends or sees it. */
export function plainSchema(schema: z.core.$ZodType): Schema {
  return tidy(z.toJSONSchema(schema, { io: 'input', override }));
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function tidy({ $schema: _, $id: __, ...schema }: Schema): Schema {
  return schema;
}

function noted(schema: Schema, notes: Readonly<Record<string, string>> = {}): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const description = notes[name];
    return [name, description === undefined || typeof member === 'boolean' ? member : { ...member, description }];
  });
  return properties.length === 0 ? schema : { ...schema, properties: Object.fromEntries(properties) };
}

/** Leaves out what zod adds and a reader has no use for. */
function override({ jsonSchema }: { jsonSchema: Schema }): void {
  const { format, maximum, minimum } = jsonSchema;
  if (format === 'date-time' || format === 'date') delete jsonSchema.pattern;
  if (maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  delete jsonSchema.propertyNames;
}
