// One file for all that looks at templates, so that each combination of settings is synthesized once.
import './rules.cases.ts';
import './template.cases.ts';
import './events.cases.ts';
import './alarms.cases.ts';
import './permissions.cases.ts';
import './variables.cases.ts';
import './coaching.cases.ts';
import './search.cases.ts';
import './files.cases.ts';
import './recordings.cases.ts';
import './call-commands.cases.ts';
import './existing.cases.ts';
import './refused-changes.cases.ts';
import './snapshot.cases.ts';
