import { CfnBlueprint, CfnDataAutomationProject } from 'aws-cdk-lib/aws-bedrock';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';
import { blueprintSchema } from './blueprint-fields.ts';

/** What jobs are started with. */
export interface Analysis {
  readonly projectArn: string;
  readonly blueprintArn: string;
}

const ON = { state: 'ENABLED' };
const OFF = { state: 'DISABLED' };

/** Makes the project that says what is extracted from a recording, and the blueprint of the fields that are ours. */
export function makeAnalysis(scope: Construct, { analysis }: Settings, names: Names): Analysis {
  const blueprint = new CfnBlueprint(scope, 'Blueprint', {
    blueprintName: names.blueprint,
    type: 'AUDIO',
    schema: blueprintSchema(analysis.richFields),
  });
  const project = new CfnDataAutomationProject(scope, 'Project', {
    projectName: names.analysisProject,
    projectDescription: 'Recorded calls',
    projectType: 'ASYNC',
    standardOutputConfiguration: {
      audio: audioOutput(analysis),
      ...(analysis.movies === 'video' ? { video: videoOutput(analysis) } : {}),
    },
    customOutputConfiguration: {
      blueprints: [{ blueprintArn: blueprint.attrBlueprintArn, blueprintStage: 'LIVE' }],
    },
    ...overrides(analysis),
  });
  return { projectArn: project.attrProjectArn, blueprintArn: blueprint.attrBlueprintArn };
}

type AnalysisSettings = Settings['analysis'];

function audioOutput({
  moderation,
}: AnalysisSettings): CfnDataAutomationProject.AudioStandardOutputConfigurationProperty {
  return {
    extraction: {
      category: {
        ...ON,
        types: ['TRANSCRIPT', ...(moderation ? ['AUDIO_CONTENT_MODERATION', 'TOPIC_CONTENT_MODERATION'] : [])],
        // Labels are off unless they are asked for.
        typeConfiguration: { transcript: { speakerLabeling: ON, channelLabeling: ON } },
      },
    },
    generativeField: { ...ON, types: ['AUDIO_SUMMARY', 'TOPIC_SUMMARY'] },
  };
}

function videoOutput({
  moderation,
}: AnalysisSettings): CfnDataAutomationProject.VideoStandardOutputConfigurationProperty {
  return {
    extraction: {
      category: { ...ON, types: ['TRANSCRIPT', ...(moderation ? ['CONTENT_MODERATION'] : [])] },
      boundingBox: OFF,
    },
    generativeField: { ...ON, types: ['VIDEO_SUMMARY', 'CHAPTER_SUMMARY'] },
  };
}

function overrides({ movies, pii }: AnalysisSettings) {
  const sensitiveDataConfiguration = {
    detectionMode: pii === 'redact' ? 'DETECTION_AND_REDACTION' : 'DETECTION',
    detectionScope: ['STANDARD', 'CUSTOM'],
    piiEntitiesConfiguration: {
      piiEntityTypes: ['ALL'],
      ...(pii === 'redact' ? { redactionMaskMode: 'ENTITY_TYPE' } : {}),
    },
  };
  const modality = { modalityProcessing: ON, ...(pii === 'off' ? {} : { sensitiveDataConfiguration }) };
  return {
    overrideConfiguration: {
      audio: modality,
      ...(movies === 'video' ? { video: modality } : {}),
      modalityRouting: movies === 'audio' ? { mp4: 'AUDIO', mov: 'AUDIO' } : { mp4: 'VIDEO', mov: 'VIDEO' },
    },
  };
}
