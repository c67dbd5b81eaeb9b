import type { RecordingKind } from '@earshot/core';
import { CfnBlueprint, CfnDataAutomationProject } from 'aws-cdk-lib/aws-bedrock';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { Settings } from '../settings.ts';
import { blueprintSchema } from './blueprint-fields.ts';

export interface Analysis {
  /** For recordings whose start doesn't say what they are to be analyzed as. */
  readonly projectArn: string;
  readonly projectArns: Readonly<Record<RecordingKind, string>>;
  readonly blueprintArn: string;
}

const ON = { state: 'ENABLED' };
const OFF = { state: 'DISABLED' };

/**
 * Makes the projects that say what is extracted from a recording, and the blueprint of the fields that are ours. What a movie is
 * analyzed as is a setting of a project, so there is one for each kind. Other containers are video in both.
 */
export function makeAnalysis(scope: Construct, { analysis }: Settings, names: Names): Analysis {
  const blueprint = new CfnBlueprint(scope, 'Blueprint', {
    blueprintName: names.blueprint,
    type: 'AUDIO',
    schema: blueprintSchema(analysis.richFields),
  });
  const makeProject = (id: string, projectName: string, movies: RecordingKind) =>
    new CfnDataAutomationProject(scope, id, {
      projectName,
      projectDescription: `Recorded calls, movies as ${movies}`,
      projectType: 'ASYNC',
      standardOutputConfiguration: { audio: audioOutput(analysis), video: videoOutput(analysis) },
      customOutputConfiguration: {
        blueprints: [{ blueprintArn: blueprint.attrBlueprintArn, blueprintStage: 'LIVE' }],
      },
      ...overrides(analysis, movies),
    });
  const project = makeProject('Project', names.analysisProject, analysis.movies);
  const other = makeProject(
    'OtherProject',
    names.otherAnalysisProject,
    analysis.movies === 'audio' ? 'video' : 'audio',
  );
  const [own, others] = [project.attrProjectArn, other.attrProjectArn];
  return {
    projectArn: own,
    projectArns: analysis.movies === 'audio' ? { audio: own, video: others } : { audio: others, video: own },
    blueprintArn: blueprint.attrBlueprintArn,
  };
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
      category: { ...ON, types: ['TRANSCRIPT', 'TEXT_DETECTION', ...(moderation ? ['CONTENT_MODERATION'] : [])] },
      boundingBox: OFF,
    },
    generativeField: { ...ON, types: ['VIDEO_SUMMARY', 'CHAPTER_SUMMARY'] },
  };
}

function overrides({ pii }: AnalysisSettings, movies: RecordingKind) {
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
      video: modality,
      modalityRouting: movies === 'audio' ? { mp4: 'AUDIO', mov: 'AUDIO' } : { mp4: 'VIDEO', mov: 'VIDEO' },
    },
  };
}
