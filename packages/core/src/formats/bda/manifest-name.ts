/** The name of a job's manifest in its folder. */
export const MANIFEST_NAME = 'job_metadata.json';
