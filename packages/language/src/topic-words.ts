const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/u).filter((word) => word !== ''));

/** Nouns that tell nothing, not even as part of a phrase. In the singular. */
export const EMPTY_NOUNS = words(`
  afternoon anybody anyone anything bit bye care case cent chance course couple customer date day deal detail digit dollar edit
  evening everybody everyone everything fact favor front gentleman god goodbye guy half hand hello hi hour idea
  inconvenience instance kind lady last lot ma'am madam man matter may middle min mind minute mistake moment month
  morning mr mrs ms name need night noon nope nothing number ok okay one part patience people percent person please pm
  point purpose reason rest right sec second set side sir situation somebody someone something sorry sort spell spot
  step stuff sure team thank thanks thing time today tomorrow tonight top total trouble type way week weekend welcome while
  whole word worry yeah year yep yes yesterday zip
  uh um hmm mm oh wow alright ah huh am no
  husband wife mother father son daughter sister brother mom dad mum kid child family friend
  monday tuesday wednesday thursday friday saturday sunday
  january february march april june july august september october november december
`);

/** Nouns that tell nothing by themselves, but may as part of a phrase. In the singular. */
export const PLAIN_NOUNS = words(`
  account address agent amount answer apology area assistance birth box business call caller care change character check
  choice code cost department door email end example form guest hang head help hold home house info information
  issue item job letter line list look minimum money note office option order phone piece place plan problem process
  question record representative result room section service size social support system text use user wait work world
`);

/** Adjectives that narrow nothing down. */
export const VAGUE_ADJECTIVES = words(`
  able actual additional afraid alright another available aware awesome bad best better big brief certain clear close
  complete correct current different difficult due easy entire exact excellent extra fair few final fine first following
  free full further glad good great happy hard high huge important incredible last late later least less little long
  lovely main many more most much multiple my near necessary new next nice ok okay old only other own particular perfect
  possible previous prior quick ready real recent regular right same second sensible several short similar simple single
  small so-called sorry special specific strange such sure terrible third true upset usual various very weird welcome
  whole wonderful wrong worth your
`);
